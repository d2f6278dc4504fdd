package dev.driftline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path root;

    @Test
    void theLogsOfOneEarlierRunAreKept() throws IOException {
        Path log = DataFolder.log(root, "up");
        Files.createDirectories(log.getParent());
        DataFolder.turnLog(root, "up");
        for (String run : new String[] {"first", "second"}) {
            Files.writeString(log, run);
            DataFolder.turnLog(root, "up");
        }
        assertThat(log).doesNotExist();
        assertThat(log.resolveSibling("up.log.1")).hasContent("second");
    }
}

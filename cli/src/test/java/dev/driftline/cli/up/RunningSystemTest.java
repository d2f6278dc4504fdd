package dev.driftline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningSystemTest {
    @TempDir
    private Path folder;

    @Test
    void theLastPortsAreKnownUntilASystemEndsInOrder() {
        Ports ports = Ports.family(9000);
        try (DataFolder killed = DataFolder.take(folder)) {
            killed.write(new UpState(1, Instant.EPOCH, true, ports, List.of()));
        }
        assertThat(RunningSystem.find(folder)).isEmpty();
        assertThat(RunningSystem.ports(folder)).contains(ports);
        try (DataFolder ending = DataFolder.take(folder)) {
            ending.forgetState();
        }
        assertThat(RunningSystem.ports(folder)).isEmpty();
    }
}

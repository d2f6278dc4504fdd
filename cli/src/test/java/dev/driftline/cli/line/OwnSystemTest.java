package dev.driftline.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.up.FakeHome;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.Ports;
import dev.driftline.cli.up.SystemSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSystemTest {
    @TempDir
    private Path folder;

    @Test
    void anEndDuringTheStartStopsWhatHasBegunAndDeletesTheFolder() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        SystemSettings settings = new SystemSettings(FakeHome.in(folder.resolve("home")), data, Ports.free(), Map.of());
        OwnSystem own = new OwnSystem(data);
        AtomicBoolean asked = new AtomicBoolean();
        assertThatThrownBy(() -> own.begin(settings, line -> {
                    if (line.startsWith("registry") && asked.compareAndSet(false, true)) {
                        CompletableFuture.runAsync(own::end).join();
                    }
                }))
                .isInstanceOf(Failure.class)
                .hasMessage("the system was stopped");
        assertThat(asked).isTrue();
        assertThat(data).doesNotExist();
        LocalSystem.requireStartable(settings);
    }

    @Test
    void anEndBeforeTheStartLeavesNothing() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        SystemSettings settings = new SystemSettings(FakeHome.in(folder.resolve("home")), data, Ports.free(), Map.of());
        OwnSystem own = new OwnSystem(data);
        own.end();
        assertThat(data).doesNotExist();
        assertThatThrownBy(() -> own.begin(settings, line -> {})).hasMessage("the system was stopped");
    }
}

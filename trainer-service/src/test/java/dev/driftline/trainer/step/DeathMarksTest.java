package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeathMarksTest {
    private static final DomainName DOMAIN = new DomainName("weather");

    @TempDir
    private Path folder;

    @Test
    void deathsInOneWindowAddUp() {
        life().began(DOMAIN, "window 3");
        assertThat(life().of(DOMAIN, "window 3")).isEqualTo(1);
        life().began(DOMAIN, "window 3");
        assertThat(life().of(DOMAIN, "window 3")).isEqualTo(2);
        assertThat(life().of(DOMAIN, "window 4")).isZero();
    }

    @Test
    void deathsOfDifferentWindowsDoNotAddUp() {
        life().began(DOMAIN, "window 3");
        life().began(DOMAIN, "window 4");
        assertThat(life().of(DOMAIN, "window 4")).isEqualTo(1);
    }

    @Test
    void aWindowThatEndedLeavesNoMark() throws IOException {
        DeathMarks marks = life();
        marks.began(DOMAIN, "window 3");
        marks.ended(DOMAIN);
        marks.ended(DOMAIN);
        try (var files = Files.list(folder.resolve("marks"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aSpoiledMarkIsNoMark() throws IOException {
        life().began(DOMAIN, "window 3");
        Files.writeString(folder.resolve("marks/training-weather.mark"), "window 3\nmany\n");
        assertThat(life().of(DOMAIN, "window 3")).isZero();
    }

    private DeathMarks life() {
        return new DeathMarks(folder.resolve("marks"));
    }
}

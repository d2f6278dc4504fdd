package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.OneBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameBitsTest {
    private static final int LIMIT_MINUTES = 5;

    @TempDir
    Path folder;

    @Test
    void tenStepsInTwoFreshProcessesGiveTheSameBytes() throws IOException, InterruptedException {
        Path factors = Files.write(folder.resolve("factors"), OneBase.FACTORS);
        Process first = start(factors, 3);
        Process second = start(factors, 1_000);
        List<String> one = digests(first, 3);
        List<String> other = digests(second, 1_000);
        assertThat(one).hasSize(6).doesNotHaveDuplicates();
        assertThat(other).isEqualTo(one);
    }

    private Process start(Path factors, int ballast) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TenSteps.class.getName(),
                        factors.toString(),
                        folder.resolve("digests-" + ballast).toString(),
                        Integer.toString(ballast))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log-" + ballast).toFile())
                .start();
    }

    private List<String> digests(Process process, int ballast) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("log-" + ballast)))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(folder.resolve("digests-" + ballast));
    }
}

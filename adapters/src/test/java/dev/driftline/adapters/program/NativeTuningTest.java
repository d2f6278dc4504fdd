package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In processes of their own, since the environment that OpenMP reads is the process'. */
class NativeTuningTest {
    /** What a process that is tuned so hands to its children, as {@code spins policy}. */
    static final class Tuned {
        private Tuned() {}

        static void main(String[] arguments) throws Throwable {
            if (arguments[0].equals("asleep")) {
                NativeTuning.sleep();
            } else {
                NativeTuning.forShortCalls(arguments[0].equals("spinning"));
            }
            try (Arena arena = Arena.ofConfined()) {
                int ignored = (int) NativeTuning.function("system", ValueLayout.ADDRESS)
                        .orElseThrow()
                        .invokeExact(arena.allocateFrom("echo \"spins=$GOMP_SPINCOUNT policy=$OMP_WAIT_POLICY\""));
            }
        }
    }

    private static String tuned(String how, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tuned.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(List.of("GOMP_SPINCOUNT", "OMP_WAIT_POLICY"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    @Test
    void threadsOfShortCallsSpinBriefly() throws Exception {
        assertThat(tuned("spinning", Map.of())).isEqualTo("spins=100000 policy=");
    }

    @Test
    void theyDoNotSpinWhereNotAskedTo() throws Exception {
        assertThat(tuned("quiet", Map.of())).isEqualTo("spins= policy=");
    }

    @Test
    void otherThreadsSleep() throws Exception {
        assertThat(tuned("asleep", Map.of())).isEqualTo("spins= policy=PASSIVE");
    }

    @Test
    void whatTheEnvironmentSaysStands() throws Exception {
        assertThat(tuned("spinning", Map.of("OMP_WAIT_POLICY", "PASSIVE"))).isEqualTo("spins= policy=PASSIVE");
        assertThat(tuned("spinning", Map.of("GOMP_SPINCOUNT", "7"))).isEqualTo("spins=7 policy=");
        assertThat(tuned("asleep", Map.of("OMP_WAIT_POLICY", "ACTIVE"))).isEqualTo("spins= policy=ACTIVE");
    }
}

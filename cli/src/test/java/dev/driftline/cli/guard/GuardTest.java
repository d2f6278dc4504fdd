package dev.driftline.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardTest {
    private static final int SIGKILL = 128 + 9;

    @TempDir
    private Path folder;

    @Test
    void aServiceEndsInOrderWhenTheOtherEndOfItsInputCloses() throws Exception {
        Process service = begin(Polite.class);
        assertThat(firstLine(service)).isEqualTo("running");
        service.getOutputStream().close();
        assertThat(service.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
        assertThat(folder.resolve("goodbye")).exists();
    }

    @Test
    void aServiceThatDoesNotWantToEndIsKilledWithinFiveSeconds() throws Exception {
        Process service = begin(Stubborn.class);
        assertThat(firstLine(service)).isEqualTo("running");
        service.getOutputStream().close();
        assertThat(service.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(SIGKILL);
    }

    @Test
    void aServiceEndsWhenItsLauncherIsKilled() throws Exception {
        Process launcher = java("-cp", classPath(), Launcher.class.getName(), folder.toString());
        ProcessHandle service =
                ProcessHandle.of(Long.parseLong(firstLine(launcher))).orElseThrow();
        assertThat(service.isAlive()).isTrue();
        launcher.destroyForcibly().waitFor();
        service.onExit().get(5, TimeUnit.SECONDS);
        assertThat(folder.resolve("goodbye")).exists();
    }

    @Test
    void aServiceThatFailsToStartEndsWithOne() throws Exception {
        Process service = begin(Failing.class);
        assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isEqualTo(1);
    }

    private Process begin(Class<?> entry) throws IOException {
        return begin(entry, folder);
    }

    private static Process begin(Class<?> entry, Path folder) throws IOException {
        return java(
                "-D" + Guard.ENTRY + "=" + entry.getName(),
                "-cp",
                classPath(),
                Guard.class.getName(),
                folder.toString());
    }

    private static Process java(String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String firstLine(Process process) throws IOException {
        return String.valueOf(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    /** Says goodbye in a file when it ends in order. */
    static final class Polite {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> goodbye(Path.of(arguments[0]))));
            System.out.println("running");
            Thread.currentThread().join();
        }

        private static void goodbye(Path folder) {
            try {
                Files.writeString(folder.resolve("goodbye"), "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Never finishes ending. */
    static final class Stubborn {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }));
            System.out.println("running");
            Thread.currentThread().join();
        }
    }

    /** Does not start. */
    static final class Failing {
        public static void main(String[] arguments) {
            Integer.parseInt(System.getProperty("driftline.port", "no configuration"));
        }
    }

    /** Starts a polite service, tells its pid, and waits to be killed. */
    static final class Launcher {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Process service = begin(Polite.class, Path.of(arguments[0]));
            firstLine(service);
            System.out.println(service.pid());
            Thread.currentThread().join();
        }
    }
}

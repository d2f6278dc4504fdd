package dev.driftline.cli.bench;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bench of the module benchmarks, in a JVM of its own: it loads the tensor library, which this process never does. */
final class BenchProcess {
    private static final String JAR = "benchmarks/target/driftline-benchmarks.jar";

    private final Path jar;

    BenchProcess(Path home) {
        jar = home.resolve(JAR);
    }

    /** Its command line; throws when the module has not been built. */
    List<String> line(String bench, List<String> arguments) {
        if (!Files.isRegularFile(jar)) {
            throw new Failure(
                    ExitCode.FAILURE,
                    jar + " is missing: ./driftline builds it; with Maven: mvn package -DskipTests -pl benchmarks -am");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dai.djl.offline=true",
                "-Dslf4j.internal.verbosity=ERROR",
                "-jar",
                jar.toString(),
                bench));
        line.addAll(arguments);
        return line;
    }

    /** Runs it with this process's streams; returns its exit code. It ends with this process. */
    int run(String bench, List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(line(bench, arguments)).inheritIO();
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            Process process = builder.start();
            Thread end = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(end);
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "bench " + bench + " was interrupted", e);
        }
    }
}

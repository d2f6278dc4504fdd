package dev.driftline.cli.line;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.Service;
import dev.driftline.cli.up.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A system in a temporary folder that ends with its folder: when closed, or with this JVM, Ctrl-C included. */
final class OwnSystem implements AutoCloseable {
    private static final int DELETE_TRIES = 10;
    private static final Duration DELETE_AGAIN_AFTER = Duration.ofMillis(200);

    private final Path folder;
    private final Thread onExit = Thread.ofPlatform().name("driftline-end").unstarted(this::end);
    private @Nullable LocalSystem system;
    private boolean ended;
    private Duration startTook = Duration.ZERO;

    OwnSystem(Path folder) {
        this.folder = folder;
    }

    /**
     * Starts it on free ports; {@code report} hears each process as it gets ready.
     *
     * @param serving further variables for serving
     */
    static OwnSystem start(Consumer<String> report, Map<String, String> serving) {
        OwnSystem own = new OwnSystem(temporary());
        Runtime.getRuntime().addShutdownHook(own.onExit);
        try {
            own.begin(SystemSettings.temporary(own.folder).with(Service.SERVING, serving), report);
            return own;
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    synchronized LocalSystem system() {
        if (system == null) {
            throw new IllegalStateException("the system has ended");
        }
        return system;
    }

    /** From the first process's start to the last one's readiness. */
    Duration startTook() {
        return startTook;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // the JVM ends already, and the hook does this work
        }
        end();
    }

    /** Returns when it runs; throws when {@link #end} comes first. */
    void begin(SystemSettings settings, Consumer<String> report) {
        long begun = System.nanoTime();
        LocalSystem.start(settings, report, this::remember);
        startTook = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** From here on the end of this JVM stops what has begun. */
    private synchronized void remember(LocalSystem begun) {
        if (ended) {
            throw new Failure(ExitCode.FAILURE, "the system was stopped");
        }
        system = begun;
    }

    synchronized void end() {
        ended = true;
        try {
            if (system != null) {
                system.close();
            }
        } finally {
            system = null;
            delete();
        }
    }

    /** A few times: a process that ends may still write. */
    private void delete() {
        for (int i = 1; Files.exists(folder); i++) {
            try {
                deleteOnce();
            } catch (IOException | UncheckedIOException e) {
                if (i == DELETE_TRIES) {
                    throw new IllegalStateException("the temporary folder " + folder + " is left behind", e);
                }
                pause();
            }
        }
    }

    private void deleteOnce() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(DELETE_AGAIN_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("driftline-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.driftline.cli.line;

import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.SystemSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A system in a temporary folder that ends with its folder: when closed, or with this JVM, Ctrl-C included. */
final class OwnSystem implements AutoCloseable {
    private final Path folder;
    private final Thread onExit = Thread.ofPlatform().name("driftline-end").unstarted(this::end);
    private @Nullable LocalSystem system;
    private boolean ended;
    private Duration startTook = Duration.ZERO;

    private OwnSystem(Path folder) {
        this.folder = folder;
    }

    /** Starts it on free ports; {@code report} hears each process as it gets ready. */
    static OwnSystem start(Consumer<String> report) {
        OwnSystem own = new OwnSystem(temporary());
        Runtime.getRuntime().addShutdownHook(own.onExit);
        try {
            own.begin(report);
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

    private void begin(Consumer<String> report) {
        long begun = System.nanoTime();
        LocalSystem started = LocalSystem.start(SystemSettings.temporary(folder), report);
        synchronized (this) {
            if (!ended) {
                system = started;
                startTook = Duration.ofNanos(System.nanoTime() - begun);
                return;
            }
        }
        started.close();
    }

    private synchronized void end() {
        ended = true;
        if (system != null) {
            system.close();
            system = null;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder " + folder + " is left behind", e);
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

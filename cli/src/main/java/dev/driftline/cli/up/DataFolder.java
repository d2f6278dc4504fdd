package dev.driftline.cli.up;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** A system's folder, held by one {@code up} at a time. */
final class DataFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 24;
    private static final int LOCK_TRIES = 10;

    private final Path root;
    private final LockFile lock;

    private DataFolder(Path root, LockFile lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Takes the folder, made where it is missing; throws when another process has it. */
    static DataFolder take(Path root) {
        if (LockFile.isHeldHere(lockFile(root))) {
            throw taken(root);
        }
        try {
            Files.createDirectories(root.resolve("logs"));
            return new DataFolder(root, locked(root));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "the data folder " + root + " cannot be used: " + e, e);
        }
    }

    /** What the {@code up} that holds {@code root} wrote down; empty when none does. */
    static Optional<UpState> running(Path root) {
        if (!Files.exists(lockFile(root))) {
            return Optional.empty();
        }
        try {
            Optional<LockFile> free = LockFile.take(lockFile(root));
            if (free.isEmpty()) {
                return lastState(root);
            }
            free.get().close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lock, tried a few times: a command that only asks who has it holds it for an instant. */
    private static LockFile locked(Path root) throws IOException {
        for (int i = 0; i < LOCK_TRIES; i++) {
            Optional<LockFile> lock = LockFile.take(lockFile(root));
            if (lock.isPresent()) {
                return lock.get();
            }
            RunningSystem.sleep();
        }
        throw taken(root);
    }

    /** What the last {@code up} wrote down, running or killed; empty after one that ended in order. */
    static Optional<UpState> lastState(Path root) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(root.resolve("up.json")), UpState.class));
        } catch (IOException | InvalidValue e) {
            return Optional.empty();
        }
    }

    Path root() {
        return root;
    }

    Path log(String name) {
        return log(root, name);
    }

    static Path log(Path root, String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Keeps what the run before wrote: whoever looks for why it ended has started the next one by then. */
    static void turnLog(Path root, String name) {
        Path log = log(root, name);
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(UpState state) {
        try {
            Path next = root.resolve("up.json.next");
            Files.write(next, Json.bytes(state));
            Files.move(
                    next, root.resolve("up.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After an end in order nothing of this system is left for another command to look for. */
    void forgetState() {
        try {
            Files.deleteIfExists(root.resolve("up.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The S3 server's secret key: drawn once, readable by its owner alone. */
    String storeSecret() {
        Path file = root.resolve("store.secret");
        try {
            if (!Files.exists(file)) {
                byte[] drawn = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(drawn);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(drawn));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path lockFile(Path root) {
        return root.resolve("up.lock");
    }

    private static Failure taken(Path root) {
        String who = lastState(root)
                .map(state -> " (pid " + state.pid() + ", registry on port "
                        + state.ports().registry() + ")")
                .orElse("");
        return new Failure(
                ExitCode.REFUSED,
                "a system runs on " + root + " already" + who
                        + ": stop it with ./driftline down, or choose another folder with --data and other ports with"
                        + " --port-base");
    }
}

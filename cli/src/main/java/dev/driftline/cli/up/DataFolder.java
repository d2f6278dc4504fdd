package dev.driftline.cli.up;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A system's folder, held by one {@code up} at a time: the kernel lets go of the lock when that process ends, however. */
final class DataFolder implements AutoCloseable {
    private static final int SECRET_BYTES = 24;

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** Takes the folder, made where it is missing; throws when another process has it. */
    static DataFolder take(Path root) {
        try {
            Files.createDirectories(root.resolve("logs"));
            FileChannel channel = open(root);
            if (!lock(channel)) {
                channel.close();
                throw taken(root);
            }
            return new DataFolder(root, channel);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, "the data folder " + root + " cannot be used: " + e, e);
        }
    }

    /** What the {@code up} that holds {@code root} wrote down; empty when none does. */
    static Optional<UpState> running(Path root) {
        if (!Files.exists(root.resolve("up.lock"))) {
            return Optional.empty();
        }
        try (FileChannel channel = open(root)) {
            return lock(channel) ? Optional.empty() : lastState(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the last {@code up} wrote down, running or not. */
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
        return root.resolve("logs").resolve(name + ".log");
    }

    /** Keeps one earlier log of each process. */
    void turnLog(String name) {
        try {
            if (Files.exists(log(name))) {
                Files.move(
                        log(name), root.resolve("logs").resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
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
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path root) throws IOException {
        return FileChannel.open(root.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
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

package dev.driftline.cli.up;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A file that one process holds at a time: the kernel lets go of the lock when that process ends, however. */
final class LockFile implements AutoCloseable {
    /** What this JVM holds: opening such a file again and closing it would let go of its own lock, which belongs to the process. */
    private static final Map<Path, LockFile> HELD = new ConcurrentHashMap<>();

    private final Path path;
    private final FileChannel channel;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the file where it is missing; empty: somebody holds it. */
    static synchronized Optional<LockFile> take(Path path) throws IOException {
        if (isHeldHere(path)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        LockFile taken = new LockFile(path, channel);
        HELD.put(path, taken);
        return Optional.of(taken);
    }

    /** Whether this JVM holds it. */
    static boolean isHeldHere(Path path) {
        return HELD.containsKey(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(path);
    }
}

package dev.driftline.cli.send;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.FileRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records read on a thread of their own, a bounded number ahead, so that whoever takes them notices a pause. */
public final class Feed implements AutoCloseable {
    private static final int AHEAD_RECORDS = 64;

    private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(AHEAD_RECORDS);
    private final Thread reader;

    /** What comes next. */
    public sealed interface Item {
        record Read(FileRecord record) implements Item {}

        /** Nothing came in time; more may come. */
        record Nothing() implements Item {}

        /**
         * There is no more.
         *
         * @param mistake why reading broke off; null at a proper end
         */
        record End(@Nullable RuntimeException mistake) implements Item {}
    }

    /** Reads {@code records} until it is empty or throws. */
    public Feed(Supplier<Optional<FileRecord>> records) {
        reader = Thread.ofPlatform().name("driftline-read").daemon().start(() -> read(records));
    }

    /** What comes within that time. */
    public Item next(Duration within) {
        try {
            Item item = items.poll(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS);
            return item == null ? new Item.Nothing() : item;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What comes, whenever that is. */
    public Item next() {
        try {
            return items.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Lets go of the reader: one that waits for input that never comes ends with the process. */
    @Override
    public void close() {
        reader.interrupt();
    }

    private void read(Supplier<Optional<FileRecord>> records) {
        try {
            items.put(readAll(records));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Item.End readAll(Supplier<Optional<FileRecord>> records) throws InterruptedException {
        try {
            for (Optional<FileRecord> next = records.get(); next.isPresent(); next = records.get()) {
                items.put(new Item.Read(next.get()));
            }
            return new Item.End(null);
        } catch (RuntimeException e) {
            return new Item.End(e);
        } catch (Error e) {
            return new Item.End(new IllegalStateException("reading broke off: " + e, e));
        }
    }

    private static Failure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failure(ExitCode.FAILURE, "interrupted", e);
    }
}

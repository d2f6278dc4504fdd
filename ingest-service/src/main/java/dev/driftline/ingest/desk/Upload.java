package dev.driftline.ingest.desk;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.ingest.line.Line;
import dev.driftline.ingest.line.LineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A stream of records that is answered while it is read: one thread reads and sends, another waits for receipts in
 * order. What lies between them is bounded, in records here and in bytes by {@link Room}; then reading waits, and so
 * does the client.
 */
public final class Upload implements AutoCloseable {
    private static final int MOST_PENDING = 1024;
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Desk desk;
    private final Room room;
    private final Duration patience;
    private final DomainName door;
    private final LineReader lines;
    private final Runnable ended;
    private final BlockingQueue<CompletableFuture<Optional<Receipt>>> pending = new ArrayBlockingQueue<>(MOST_PENDING);
    private final Thread reader;

    /**
     * Starts to read {@code lines}, until their end, {@link #close()}, or receipts that nobody takes.
     *
     * @param patience how long a line waits for room at most
     * @param ended run once, when nothing is read any more
     */
    public Upload(Desk desk, Room room, Duration patience, DomainName door, LineReader lines, Runnable ended) {
        this.desk = desk;
        this.room = room;
        this.patience = patience;
        this.door = door;
        this.lines = lines;
        this.ended = ended;
        reader = Thread.ofVirtual().name("upload-" + door).start(this::read);
    }

    /** Whether {@link #next()} would answer at once. */
    public boolean isTold() {
        CompletableFuture<Optional<Receipt>> first = pending.peek();
        return first != null && first.isDone();
    }

    /** The next receipt, once there is one; empty at the end. Throws what stopped the stream. */
    public Optional<Receipt> next() {
        try {
            while (reader.isAlive() || !pending.isEmpty()) {
                CompletableFuture<Optional<Receipt>> first = pending.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    return Joined.of(first);
                }
            }
            throw new Crowded("receipts were not taken for " + STALL.toSeconds() + " s, so reading has ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Crowded("interrupted while waiting for a receipt");
        }
    }

    @Override
    public void close() {
        reader.interrupt();
    }

    private void read() {
        try {
            put(sendAll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.run();
        }
    }

    /** Sends every line; what it returns is how that ended. */
    private CompletableFuture<Optional<Receipt>> sendAll() throws InterruptedException {
        try {
            long index = 0;
            for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                CompletableFuture<Receipt> receipt = send(index++, line.get());
                put(receipt.thenApply(Optional::of));
                if (receipt.isCompletedExceptionally()) {
                    break;
                }
            }
            return CompletableFuture.completedFuture(Optional.empty());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void put(CompletableFuture<Optional<Receipt>> receipt) throws InterruptedException {
        if (!pending.offer(receipt, STALL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("receipts are not taken");
        }
    }

    private CompletableFuture<Receipt> send(long index, Line line) {
        int bytes = line.bytes().length;
        room.take(bytes, patience);
        try {
            return desk.take(index, door, line).whenComplete((receipt, trouble) -> room.leave(bytes));
        } catch (RuntimeException e) {
            room.leave(bytes);
            throw e;
        }
    }
}

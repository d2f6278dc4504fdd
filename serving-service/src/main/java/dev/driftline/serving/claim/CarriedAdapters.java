package dev.driftline.serving.claim;

import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.serving.claim.Blobs.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of `adapters` by seeking. The newest record of a key is never compacted away, so the one that a slot was told last is
 * there. One reads at a time; the client is made at the first reading, and anew after it has failed. Where the broker did not answer, it is
 * {@link LeftAlone}: what would be read is to be had elsewhere.
 */
final class CarriedAdapters implements AutoCloseable {
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final Duration wait;
    private final LeftAlone alone;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Consumer<byte[], byte[]> client;
    private volatile boolean closing;

    /** @param wait how long one reading may take */
    CarriedAdapters(Supplier<Consumer<byte[], byte[]>> clients, Duration wait, LongSupplier nanos) {
        InvalidValue.unless(wait.isPositive(), "driftline.kafka.carried-wait", "must be positive");
        this.clients = clients;
        this.wait = wait;
        alone = new LeftAlone(nanos);
    }

    Fetched read(Coordinate where, AdapterRecord.Header header) {
        turn.lock();
        try {
            if (closing) {
                return new Fetched.Away("the service is stopping");
            }
            return alone.lasts()
                    ? new Fetched.Away("the broker did not answer a moment ago")
                    : adapter(find(where), where, header);
        } catch (InvalidOffsetException e) {
            return gone(where);
        } catch (KafkaException e) {
            alone.begin();
            forget();
            return new Fetched.Away(said(where) + " cannot be read: " + e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    private @Nullable ConsumerRecord<byte[], byte[]> find(Coordinate where) {
        Consumer<byte[], byte[]> reader = client == null ? clients.get() : client;
        client = reader;
        TopicPartition partition = new TopicPartition(Topics.ADAPTERS, where.partition());
        reader.assign(List.of(partition));
        reader.seek(partition, where.offset());
        long deadline = System.nanoTime() + wait.toNanos();
        for (long left = wait.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            var found = reader.poll(Duration.ofNanos(left)).records(partition);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        return null;
    }

    private Fetched adapter(
            @Nullable ConsumerRecord<byte[], byte[]> message, Coordinate where, AdapterRecord.Header header) {
        if (message == null) {
            alone.begin();
            return new Fetched.Away(said(where) + " did not come within " + wait);
        }
        if (message.offset() != where.offset() || message.value() == null) {
            return gone(where);
        }
        try {
            AdapterRecord record = AdapterRecord.decode(message.value());
            byte[] adapter = record.adapter();
            return adapter != null && record.header().equals(header)
                    ? new Fetched.Blob(adapter)
                    : new Fetched.Away(said(where) + " is another now");
        } catch (InvalidValue e) {
            return new Fetched.Away(said(where) + " is another now: " + e.getMessage());
        }
    }

    private static Fetched gone(Coordinate where) {
        return new Fetched.Away(said(where) + " is there no more");
    }

    private static String said(Coordinate where) {
        return "record " + where.partition() + ":" + where.offset() + " of adapters";
    }

    private void forget() {
        Consumer<byte[], byte[]> broken = client;
        client = null;
        if (broken != null) {
            broken.close();
        }
    }

    @Override
    public void close() {
        closing = true;
        turn.lock();
        try {
            forget();
        } finally {
            turn.unlock();
        }
    }
}

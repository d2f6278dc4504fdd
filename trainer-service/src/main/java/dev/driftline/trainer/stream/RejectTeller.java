package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.wire.RejectHeaders;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/** Tells rejects to their topic and knows which of them the broker has acknowledged. */
final class RejectTeller implements Rejects {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final int MOST_ON_THEIR_WAY = 1_024;
    private static final long WAIT_SECONDS = 5;
    private static final int CUT_BYTES = 512 * 1024;
    private static final int CUT_KEY_BYTES = 1024;

    private final Producer<byte[], byte[]> producer;
    private final Semaphore room = new Semaphore(MOST_ON_THEIR_WAY);
    private final Map<Integer, NavigableSet<Long>> unacknowledged = new ConcurrentHashMap<>();
    private final Queue<Reject> failed = new ConcurrentLinkedQueue<>();

    private record Reject(int partition, long offset, ProducerRecord<byte[], byte[]> record) {}

    RejectTeller(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    @Override
    public void tell(RawRecord record, Reading.Rejected why) {
        sendAgain(); // here too: while this waits for room nobody else may come to it
        try {
            if (!room.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LogAway(MOST_ON_THEIR_WAY + " rejects wait for the broker");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogAway("interrupted before a reject was told", e);
        }
        offsets(record.partition()).add(record.offset());
        send(new Reject(record.partition(), record.offset(), message(record, why)));
    }

    @Override
    public OptionalLong firstUnacknowledged(int partition) {
        return offsets(partition).stream().mapToLong(Long::longValue).findFirst();
    }

    /** Sends again what the broker did not take. */
    void sendAgain() {
        for (int i = failed.size(); i > 0; i--) {
            Reject reject = failed.poll();
            if (reject != null) {
                send(reject);
            }
        }
    }

    private void send(Reject reject) {
        try {
            var _ = producer.send(reject.record(), (where, trouble) -> acknowledged(reject, trouble));
        } catch (KafkaException e) {
            acknowledged(reject, e);
        }
    }

    private void acknowledged(Reject reject, Exception trouble) {
        if (trouble == null) {
            offsets(reject.partition()).remove(reject.offset());
            room.release();
        } else if (trouble instanceof RecordTooLargeException && !isShort(reject.record())) {
            failed.add(new Reject(reject.partition(), reject.offset(), shortened(reject.record())));
        } else {
            LOG.warnf("trainer.reject at=%d:%d untold=%s", reject.partition(), reject.offset(), trouble.getMessage());
            failed.add(reject);
        }
    }

    private NavigableSet<Long> offsets(int partition) {
        return unacknowledged.computeIfAbsent(partition, number -> new ConcurrentSkipListSet<>());
    }

    static ProducerRecord<byte[], byte[]> message(RawRecord record, Reading.Rejected why) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(Topics.REJECTED, record.key(), record.value());
        header(message, RejectHeaders.TOPIC, record.topic());
        header(message, RejectHeaders.PARTITION, Integer.toString(record.partition()));
        header(message, RejectHeaders.OFFSET, Long.toString(record.offset()));
        header(message, RejectHeaders.CAUSE, why.message());
        header(message, RejectHeaders.REASON, why.reason().word());
        header(message, RejectHeaders.FIELD, why.field());
        header(message, RejectHeaders.MESSAGE, why.message());
        header(message, RejectHeaders.ID, record.coordinate());
        return message;
    }

    private static boolean isShort(ProducerRecord<byte[], byte[]> record) {
        return record.value().length <= CUT_BYTES && (record.key() == null || record.key().length <= CUT_KEY_BYTES);
    }

    /** With its headers no record of full size fits its topic: then its beginning is told, and that it is one. */
    private static ProducerRecord<byte[], byte[]> shortened(ProducerRecord<byte[], byte[]> whole) {
        byte[] key = whole.key();
        ProducerRecord<byte[], byte[]> part = new ProducerRecord<>(
                whole.topic(),
                null,
                key == null ? null : Arrays.copyOf(key, Math.min(key.length, CUT_KEY_BYTES)),
                Arrays.copyOf(whole.value(), Math.min(whole.value().length, CUT_BYTES)),
                whole.headers());
        header(part, RejectHeaders.SHORTENED, Integer.toString(whole.value().length));
        return part;
    }

    private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

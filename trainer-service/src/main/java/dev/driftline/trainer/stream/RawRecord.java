package dev.driftline.trainer.stream;

import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record as it lies in the log; an absent value counts as an empty one. */
@SuppressWarnings("ArrayRecordComponent") // bytes as received, changed by nobody
public record RawRecord(
        String topic, int partition, long offset, long timestampMillis, byte @Nullable [] key, byte[] value) {
    public static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        return new RawRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                value == null ? new byte[0] : value);
    }

    /** By which it is found again. */
    public LogMark mark() {
        return new LogMark(offset, Math.max(timestampMillis, 0), Digest.of(value));
    }

    /** Where it lies, in one word. */
    public String coordinate() {
        return topic + "-" + partition + "-" + offset;
    }
}

package dev.driftline.serving.pipeline;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What is written of a record: its key and headers with an answer, or its own bytes with what is wrong. */
final class Written {
    private static final String REASON = "no-text";

    /** What a producer takes, less what the broker's format adds; a record of that size leaves no room for why it is rejected. */
    private static final int MOST_BYTES = 1024 * 1024 - 1024;

    private static final int A_HEADER_ADDS = 16;
    private static final int CUT_BYTES = 512 * 1024;

    /** Of a record's key and headers together; its answer has them beside what it says. */
    static final int MOST_BESIDE_BYTES = 512 * 1024;

    private static final int CUT_KEY_BYTES = 1024;

    private final Route route;
    private final int partitions;
    private final int rejectPartitions;

    /** @param partitions of the topic of answers; {@code rejectPartitions} of that of rejects */
    Written(Route route, int partitions, int rejectPartitions) {
        this.route = route;
        this.partitions = partitions;
        this.rejectPartitions = rejectPartitions;
    }

    /** Records of one partition go to one partition, so their order stays. */
    ProducerRecord<byte[], byte[]> answer(Taken.Text text, Prediction prediction, int index) {
        ConsumerRecord<byte[], byte[]> record = text.record();
        Scored scored = Scored.answered(null, text.id(), prediction, index);
        return new ProducerRecord<>(
                route.to(),
                record.partition() % partitions,
                record.key(),
                Json.bytes(scored),
                new RecordHeaders(record.headers()));
    }

    ProducerRecord<byte[], byte[]> reject(Taken.Bad bad) {
        ConsumerRecord<byte[], byte[]> record = bad.record();
        ProducerRecord<byte[], byte[]> whole =
                reject(bad, record.key(), record.value(), new RecordHeaders(record.headers()));
        return size(whole) <= MOST_BYTES ? whole : shortened(bad);
    }

    /** Its beginning, without headers of its own, and that it is no more than that. */
    private ProducerRecord<byte[], byte[]> shortened(Taken.Bad bad) {
        byte[] value = bad.record().value();
        Headers headers = new RecordHeaders();
        put(headers, RejectHeaders.SHORTENED, String.valueOf(value == null ? 0 : value.length));
        return reject(bad, cut(bad.record().key(), CUT_KEY_BYTES), cut(value, CUT_BYTES), headers);
    }

    private ProducerRecord<byte[], byte[]> reject(
            Taken.Bad bad, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        ConsumerRecord<byte[], byte[]> record = bad.record();
        put(headers, RejectHeaders.TOPIC, record.topic());
        put(headers, RejectHeaders.PARTITION, String.valueOf(record.partition()));
        put(headers, RejectHeaders.OFFSET, String.valueOf(record.offset()));
        put(headers, RejectHeaders.CAUSE, bad.message());
        put(headers, RejectHeaders.REASON, REASON);
        put(headers, RejectHeaders.FIELD, bad.field());
        put(headers, RejectHeaders.MESSAGE, bad.message());
        return new ProducerRecord<>(route.rejected(), record.partition() % rejectPartitions, key, value, headers);
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static long size(ProducerRecord<byte[], byte[]> record) {
        return length(record.value()) + beside(record.key(), record.headers());
    }

    /** Bytes that an answer carries on from its record. */
    static long beside(byte @Nullable [] key, Headers headers) {
        long bytes = length(key);
        for (Header header : headers) {
            bytes += A_HEADER_ADDS + header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.driftline.serving.pipeline;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.RejectHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What is written of a record: its key and headers with an answer, or its own bytes with what is wrong. */
final class Written {
    private static final String REASON = "no-text";

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
        Headers headers = new RecordHeaders(record.headers());
        put(headers, RejectHeaders.TOPIC, record.topic());
        put(headers, RejectHeaders.PARTITION, String.valueOf(record.partition()));
        put(headers, RejectHeaders.OFFSET, String.valueOf(record.offset()));
        put(headers, RejectHeaders.CAUSE, bad.message());
        put(headers, RejectHeaders.REASON, REASON);
        put(headers, RejectHeaders.FIELD, bad.field());
        put(headers, RejectHeaders.MESSAGE, bad.message());
        return new ProducerRecord<>(
                route.rejected(), record.partition() % rejectPartitions, record.key(), record.value(), headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.driftline.ingest.rejected;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.RejectHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One record of `examples.rejected`, read as it can be: whoever wrote it, it is shown. */
final class Reject {
    private static final int MOST_SHOWN = 2048;

    private Reject() {}

    static RejectedRecord read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = bytes(record.value());
        String cause = header(record, RejectHeaders.CAUSE, "");
        return new RejectedRecord(
                header(record, RejectHeaders.ID, record.topic() + "-" + record.partition() + "-" + record.offset()),
                header(record, RejectHeaders.REASON, "unknown"),
                header(record, RejectHeaders.FIELD, "record"),
                header(record, RejectHeaders.MESSAGE, cause),
                Instant.ofEpochMilli(record.timestamp()),
                new String(value, 0, Math.min(value.length, MOST_SHOWN), StandardCharsets.UTF_8),
                coordinate(record));
    }

    /** By its key, as ingest writes it, or by the domain that the record names. */
    static boolean isOf(ConsumerRecord<byte[], byte[]> record, DomainName domain) {
        String key = new String(bytes(record.key()), StandardCharsets.UTF_8);
        if (key.equals(domain.value()) || key.startsWith(domain + "/")) {
            return true;
        }
        try {
            return Json.tree("record", bytes(record.value()))
                    .path("domain")
                    .asText()
                    .equals(domain.value());
        } catch (InvalidValue notJson) {
            return false;
        }
    }

    private static RejectedRecord.@Nullable Coordinate coordinate(ConsumerRecord<byte[], byte[]> record) {
        String topic = header(record, RejectHeaders.TOPIC, "");
        try {
            return topic.isEmpty()
                    ? null
                    : new RejectedRecord.Coordinate(
                            topic,
                            Integer.parseInt(header(record, RejectHeaders.PARTITION, "")),
                            Long.parseLong(header(record, RejectHeaders.OFFSET, "")));
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name, String otherwise) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? otherwise
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(byte @Nullable [] maybe) {
        return maybe == null ? new byte[0] : maybe;
    }
}

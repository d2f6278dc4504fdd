package dev.driftline.serving.hints;

import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.claim.Coordinate;
import dev.driftline.serving.slots.Slots;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands each record of `adapters` to its slot; one that cannot be read touches only the domain it lies under. */
final class AdapterHints {
    private static final int LONGEST_KEY_TOLD = 63;
    private final Slots slots;

    AdapterHints(Slots slots) {
        this.slots = slots;
    }

    void accept(ConsumerRecord<byte[], byte[]> message) {
        String key = key(message);
        try {
            InvalidValue.unless(message.value() != null, "adapters", "the record is empty");
            AdapterRecord hint = AdapterRecord.decode(message.value());
            String domain = hint.header().domain().value();
            InvalidValue.unless(domain.equals(key), "adapters", "the record of " + domain + " lies under another key");
            boolean carries = hint.adapter() != null;
            slots.told(hint, carries ? new Coordinate(message.partition(), message.offset()) : null);
        } catch (InvalidValue e) {
            slots.unreadable(key, "offset " + message.offset() + " of adapters: " + e.getMessage());
        }
    }

    /** As much of the key as a log line can bear, without what could forge another line. */
    private static String key(ConsumerRecord<byte[], byte[]> message) {
        byte[] key = message.key() == null ? new byte[0] : message.key();
        String text = new String(key, StandardCharsets.UTF_8).replaceAll("[^\\p{Graph}]", "?");
        return text.length() <= LONGEST_KEY_TOLD ? text : text.substring(0, LONGEST_KEY_TOLD);
    }
}

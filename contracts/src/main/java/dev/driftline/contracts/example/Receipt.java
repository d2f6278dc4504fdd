package dev.driftline.contracts.example;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What the client gets for one record: where it lies, or why it was not accepted.
 *
 * @param index the record's place in the request, from 0
 * @param id the example's id, given or made; null when the record could not be read
 * @param topic null when rejected, as are partition, offset and token
 * @param token the three as a {@link ReceiptToken} writes them; made where it is not given, so that older receipts can be read
 * @param reason null when accepted, as are field and message
 */
public record Receipt(
        long index,
        @Nullable String id,
        @Nullable String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable String token,
        @Nullable Reason reason,
        @Nullable String field,
        @Nullable String message) {

    public Receipt {
        boolean placed = topic != null && partition != null && offset != null;
        unless(placed == (reason == null), "receipt", "is either placed or rejected");
        String made = topic != null && partition != null && offset != null && offset >= 0
                ? new ReceiptToken(topic, partition, offset).toString()
                : null; // of a record that was sent twice Kafka may know no offset
        unless(token == null || token.equals(made), "token", "must name the record's own topic, partition and offset");
        token = made;
    }

    public static Receipt accepted(long index, String id, String topic, int partition, long offset) {
        return new Receipt(index, id, topic, partition, offset, null, null, null, null);
    }

    public static Receipt rejected(long index, @Nullable String id, Reading.Rejected why) {
        return new Receipt(index, id, null, null, null, null, why.reason(), why.field(), why.message());
    }

    /** Whether the record lies in the topic. */
    @JsonIgnore
    public boolean isAccepted() {
        return reason == null;
    }
}

package dev.driftline.registry.telling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.util.Optional;

/**
 * What the last record of a domain in a topic says.
 *
 * @param number of the ledger entry that it tells of
 * @param champion the version that it makes live; 0 where the topic does not tell
 */
record Seen(String ledgerId, long number, int champion) {
    /** Reads a record; nothing when it is none of ours. */
    static Optional<Seen> of(Notice notice, byte[] value) {
        try {
            return switch (notice) {
                case ADAPTERS -> {
                    AdapterRecord.Header header = AdapterRecord.decode(value).header();
                    yield Optional.of(new Seen(
                            header.ledgerId(),
                            header.number(),
                            header.champion().version()));
                }
                case DOMAINS -> state(Json.tree(notice.topic(), value));
                case EVENTS ->
                    state(Json.tree(notice.topic(), value).path("data").path("state"));
            };
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    private static Optional<Seen> state(JsonNode state) {
        String ledgerId = state.path("ledgerId").asText();
        long number = state.path("number").asLong();
        return ledgerId.isEmpty() || number < 1 ? Optional.empty() : Optional.of(new Seen(ledgerId, number, 0));
    }
}

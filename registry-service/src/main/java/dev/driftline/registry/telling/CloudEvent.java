package dev.driftline.registry.telling;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.registry.ledger.EventName;
import java.time.Instant;

/** A ledger entry as a CloudEvent 1.0 in structured JSON. */
record CloudEvent(
        @JsonProperty("specversion") String specVersion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        @JsonProperty("datacontenttype") String dataContentType,
        LedgerEntry data) {

    /** Its id is the entry's place in the ledger, so that an event told twice is one. */
    static CloudEvent of(LedgerEntry entry) {
        String domain = entry.state().domain().value();
        return new CloudEvent(
                "1.0",
                domain + "/" + entry.number(),
                "/v1/domains/" + domain,
                "dev.driftline." + EventName.of(entry.event()),
                domain,
                entry.at(),
                "application/json",
                entry);
    }
}

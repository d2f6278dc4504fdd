package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.example.RejectedRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ingest-service's API. */
public final class IngestClient {
    private static final TypeReference<List<Receipt>> RECEIPTS = new TypeReference<>() {};

    private static final TypeReference<List<RejectedRecord>> REJECTED = new TypeReference<>() {};

    private final HttpDoor http;

    public IngestClient(URI base) {
        http = new HttpDoor("ingest", base);
    }

    public boolean isReady() {
        return http.isReady();
    }

    /** Throws, with words, when it does not answer or is not ready. */
    public void requireReady() {
        http.requireReady();
    }

    /** Sends records, each one line of JSON; a receipt for each, in order. Ids make a repeated call harmless. */
    public List<Receipt> send(DomainName domain, List<String> records) {
        byte[] body = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
        return http.post("/v1/domains/" + domain + "/examples", "application/x-ndjson", body, RECEIPTS);
    }

    /** The newest records that were not accepted, newest first; of one domain, or of all when null. */
    public List<RejectedRecord> rejected(@Nullable DomainName domain, int limit) {
        String of = domain == null ? "" : "/domains/" + domain;
        return http.get("/v1" + of + "/rejected?limit=" + limit, REJECTED);
    }
}

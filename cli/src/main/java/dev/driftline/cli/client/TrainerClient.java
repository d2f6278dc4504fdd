package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.wire.Json;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** trainer-service's API. */
public final class TrainerClient {
    private static final TypeReference<List<TrainingStatus>> STATUSES = new TypeReference<>() {};

    private static final int BAD_REQUEST = 400;

    private final HttpDoor http;

    public TrainerClient(URI base) {
        http = new HttpDoor("trainer", base);
    }

    public boolean isReady() {
        return http.isReady();
    }

    /** Throws, with words, when it does not answer or is not ready. */
    public void requireReady() {
        http.requireReady();
    }

    /** What every domain waits for. */
    public List<TrainingStatus> training() {
        return http.get("/v1/training", STATUSES);
    }

    /** Throws, with the field at fault, where settings do not fit the trainer's base; returns, too, where it cannot say. */
    public void requireFits(MethodSettings settings) {
        try {
            http.post("/v1/settings/check", Map.of(), "application/json", Json.bytes(settings));
        } catch (Failure e) {
            if (e instanceof ServiceFailure answer && answer.status() == BAD_REQUEST) {
                throw e;
            }
        }
    }

    /**
     * Makes an adapter that PEFT saved a version of a domain.
     *
     * @param zip its files
     * @param base directory that the trainer reads the adapter's base from; null for what the files say
     */
    public LedgerEntry take(DomainName domain, byte[] zip, @Nullable Path base) {
        String of = base == null ? "" : "?base=" + URLEncoder.encode(base.toString(), StandardCharsets.UTF_8);
        return http.post("/v1/domains/" + domain + "/imports" + of, "application/zip", zip, LedgerEntry.class);
    }

    /** A version as a plain checkpoint, zipped, as it comes. */
    public InputStream merged(DomainName domain, int version) {
        return http.stream("/v1/domains/" + domain + "/versions/" + version + "/export?format=merged");
    }
}

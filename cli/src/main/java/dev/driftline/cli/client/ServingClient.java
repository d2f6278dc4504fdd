package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.prediction.SlotStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** serving-service's API. */
public final class ServingClient {
    private static final TypeReference<List<SlotStatus>> SLOTS = new TypeReference<>() {};

    private final HttpDoor http;

    public ServingClient(URI base) {
        http = new HttpDoor("serving", base);
    }

    public boolean isReady() {
        return http.isReady();
    }

    /** Throws, with words, when it does not answer or is not ready. */
    public void requireReady() {
        http.requireReady();
    }

    /** What serving holds of every domain. */
    public List<SlotStatus> slots() {
        return http.get("/v1/domains", SLOTS);
    }

    /**
     * Answers lines of JSON, each one question, at most some hundreds: one answer a line, in order, whichever version was live then.
     * Throws what stopped it before the last.
     */
    public List<Scored> score(DomainName domain, List<String> lines) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return ScoredLines.read(http.post("/v1/domains/" + domain + "/predictions", "application/x-ndjson", body));
    }

    /** Answers at most {@link Question#MAX_TEXTS} texts, all from one version. */
    public Prediction predict(DomainName domain, List<Passage> texts) {
        return http.post("/v1/domains/" + domain + "/predictions", new Question(texts), Prediction.class);
    }
}

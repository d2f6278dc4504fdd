package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.prediction.SlotStatus;
import java.net.URI;
import java.util.List;
import java.util.Map;

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

    /** Answers at most {@link Question#MAX_TEXTS} texts, all from one version. */
    public Prediction predict(DomainName domain, List<Passage> texts) {
        return http.post("/v1/domains/" + domain + "/predictions", new Question(texts), Prediction.class);
    }

    /**
     * Tells the true label of an answer.
     *
     * @param id of the prediction, with a dot and the text's index behind it or not
     */
    public Receipt feedback(String id, Map<String, Object> body) {
        return http.post("/v1/predictions/" + id + "/feedback", body, Receipt.class);
    }
}

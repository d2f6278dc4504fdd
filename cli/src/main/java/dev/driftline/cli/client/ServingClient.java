package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.prediction.SlotStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

    /** The sum of a metric over all its tags that {@code tag} is among, as in {@code outcome="hit"}; empty: over all. 0 when there is none. */
    public double metric(String name, String tag) {
        return new String(http.bytes("/q/metrics"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /**
     * Answers lines of JSON, each one question, at most some hundreds: one answer a line, in order, of the version and as fresh as
     * {@code asking} says. Throws what stopped it before the last.
     */
    public List<Scored> score(DomainName domain, List<String> lines, Asking asking) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return ScoredLines.read(http.post(path(domain, asking), asking.headers(), "application/x-ndjson", body));
    }

    /** Answers at most {@link Question#MAX_TEXTS} texts, all from one version. */
    public Prediction predict(DomainName domain, List<Passage> texts) {
        return predict(domain, texts, Asking.PLAIN);
    }

    /** The same, of the version and as fresh as {@code asking} says. */
    public Prediction predict(DomainName domain, List<Passage> texts, Asking asking) {
        return http.post(path(domain, asking), asking.headers(), new Question(texts), Prediction.class);
    }

    private static String path(DomainName domain, Asking asking) {
        return "/v1/domains/" + domain + "/predictions" + asking.query();
    }

    /**
     * Tells the true label of an answer.
     *
     * @param id of the prediction, with a dot and the text's index behind it or not
     */
    public Receipt feedback(String id, Map<String, Object> body) {
        return http.post("/v1/predictions/" + id + "/feedback", body, Receipt.class);
    }

    /**
     * What was asked and answered, where it was captured.
     *
     * @param id of the prediction, with a dot and the text's index behind it or not
     */
    public Capture captured(String id) {
        return http.get("/v1/predictions/" + id, Capture.class);
    }
}

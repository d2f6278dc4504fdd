package dev.driftline.cli.client;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.prediction.SlotStatus;
import java.net.URI;
import java.util.List;

/** serving-service's API. */
public final class ServingClient {
    private final HttpDoor http;

    public ServingClient(URI base) {
        http = new HttpDoor("serving", base);
    }

    public boolean isReady() {
        return http.isReady();
    }

    /** What serving holds of a domain. */
    public SlotStatus slot(DomainName domain) {
        return http.get("/v1/domains/" + domain, SlotStatus.class);
    }

    /** Answers at most {@link Question#MAX_TEXTS} texts, all from one version. */
    public Prediction predict(DomainName domain, List<String> texts) {
        return http.post("/v1/domains/" + domain + "/predictions", new Question(texts), Prediction.class);
    }
}

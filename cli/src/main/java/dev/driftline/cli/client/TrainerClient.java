package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.training.TrainingStatus;
import java.net.URI;
import java.util.List;

/** trainer-service's API. */
public final class TrainerClient {
    private static final TypeReference<List<TrainingStatus>> STATUSES = new TypeReference<>() {};

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
}

package dev.driftline.cli.up;

import java.nio.file.Path;
import java.util.Locale;

/** The four services, in the order in which they start. */
public enum Service {
    REGISTRY(256),
    SERVING(512),
    TRAINER(768),
    INGEST(256);

    private final int heapMegabytes;

    Service(int heapMegabytes) {
        this.heapMegabytes = heapMegabytes;
    }

    /** Its name in every message, file and option. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** The packaged service below the project's folder. */
    Path runnable(Path home) {
        return home.resolve(word() + "-service").resolve("target/quarkus-app/quarkus-run.jar");
    }
}

package dev.driftline.serving.claim;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the registry's blobs for whoever asks. */
final class ClaimWiring {
    private ClaimWiring() {}

    @Produces
    @Singleton
    static Blobs blobs(ClaimConfig config) {
        return new RegistryBlobs(config.url(), config.connectWait(), config.fetchWait());
    }

    static void close(@Disposes Blobs blobs) {
        blobs.close();
    }
}

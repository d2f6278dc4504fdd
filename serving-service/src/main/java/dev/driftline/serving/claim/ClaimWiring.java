package dev.driftline.serving.claim;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the registry's blobs and ledgers for whoever asks. */
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

    @Produces
    @Singleton
    static Ledgers ledgers(ClaimConfig config) {
        return new RegistryLedgers(config.url(), config.connectWait(), config.lookupWait());
    }

    static void close(@Disposes Ledgers ledgers) {
        ledgers.close();
    }
}

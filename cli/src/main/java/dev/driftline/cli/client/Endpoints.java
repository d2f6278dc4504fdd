package dev.driftline.cli.client;

import java.net.URI;

/** Where the four services answer. */
public record Endpoints(URI registry, URI ingest, URI trainer, URI serving) {

    /** The services of one machine, by their ports. */
    public static Endpoints local(int registryPort, int ingestPort, int trainerPort, int servingPort) {
        return new Endpoints(local(registryPort), local(ingestPort), local(trainerPort), local(servingPort));
    }

    public RegistryClient registryClient() {
        return new RegistryClient(registry);
    }

    public IngestClient ingestClient() {
        return new IngestClient(ingest);
    }

    public TrainerClient trainerClient() {
        return new TrainerClient(trainer);
    }

    public ServingClient servingClient() {
        return new ServingClient(serving);
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}

package dev.driftline.serving.claim;

import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;

/** The registry and the topic behind one door. */
record BothBlobs(RegistryBlobs registry, CarriedAdapters topic) implements Blobs {
    @Override
    public Fetched fetch(Digest digest) {
        return registry.fetch(digest);
    }

    @Override
    public Fetched carried(Coordinate where, AdapterRecord.Header header) {
        return topic.read(where, header);
    }

    @Override
    public void close() {
        topic.close();
        registry.close();
    }
}

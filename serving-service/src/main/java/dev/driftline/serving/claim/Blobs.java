package dev.driftline.serving.claim;

import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;

/** Where adapters' bytes are fetched. Any thread may ask. */
public interface Blobs extends AutoCloseable {
    /** The largest blob that the registry takes. */
    int MAX_BYTES = 64 * 1024 * 1024;

    /** Asks the registry once, for a bounded time; the bytes' digest is checked here. */
    Fetched fetch(Digest digest);

    /**
     * Reads the adapter that the record at {@code where} carries, once, for a bounded time. Away also where another record lies there now: the
     * registry has the bytes too. The digest is the caller's to check.
     *
     * @param header what the record said when it was read first
     */
    Fetched carried(Coordinate where, AdapterRecord.Header header);

    @Override
    void close();

    /** What became of it. */
    sealed interface Fetched {
        /** The bytes that were asked for. */
        @SuppressWarnings("ArrayRecordComponent") // bytes on their way to a tensor library; copied by nobody
        record Blob(byte[] bytes) implements Fetched {}

        /** Other bytes than the digest names: to ask again would not help. */
        record Corrupt(String reason) implements Fetched {}

        /**
         * Not to be had now.
         *
         * @param unknown whether the registry is there and says that it has no such blob
         */
        record Away(String reason, boolean unknown) implements Fetched {
            public Away(String reason) {
                this(reason, false);
            }
        }
    }
}

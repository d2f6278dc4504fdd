package dev.driftline.ingest.broker;

import java.util.concurrent.CompletableFuture;

/** The log as a place to append to. */
public interface RecordLog {
    /**
     * Sends a record; may block for a bounded time while the broker's buffers are full. The future ends within the
     * delivery timeout, with {@link BrokerAway} when the broker has not acknowledged by then. Any thread may call.
     */
    CompletableFuture<Written> append(Outgoing record);
}

package dev.driftline.ingest.broker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way into the log.
 *
 * @param partition null: by the key's hash
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to the broker, changed by nobody
public record Outgoing(
        String topic, @Nullable Integer partition, byte[] key, byte[] value, Map<String, String> headers) {
    public Outgoing {
        headers = Map.copyOf(headers);
    }
}

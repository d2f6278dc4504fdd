package dev.driftline.contracts.ledger;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A share of a domain's clients goes to another version than the live one: canary, A/B and shadow are this one rule.
 *
 * @param version the challenger
 * @param share of the clients' keys, above 0 and at most 1
 */
public record TrafficRule(VersionRef version, double share, Mode mode) {
    private static final int POINT_BITS = 53;

    public TrafficRule {
        unless(share > 0 && share <= 1, "share", "must lie above 0 and be at most 1");
    }

    /** What becomes of the challenger's answer. */
    public enum Mode {
        /** The client gets it. */
        RETURNED,
        /** The client gets the champion's; the two are compared and counted. */
        COMPARED;

        @JsonCreator
        public static Mode parse(String word) {
            for (Mode mode : values()) {
                if (mode.word().equals(word)) {
                    return mode;
                }
            }
            throw new InvalidValue("mode", "mode: must be returned or compared");
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a client stands in [0, 1): the same point in every process, another one for every domain and version, so that no client is
     * always the one that is tried on. Below {@code share} lies who goes to the challenger; a larger share keeps those whom the smaller one had.
     */
    public double point(DomainName domain, String client) {
        String key = domain + "\0" + version.version() + "\0" + client;
        byte[] hash = Digest.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - POINT_BITS)) * 0x1.0p-53;
    }
}

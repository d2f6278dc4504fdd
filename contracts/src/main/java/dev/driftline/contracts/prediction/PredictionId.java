package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Murmur2;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an answer, and with it where the answer lies if it was captured: {@code 3-1769860800000-00c0ffee00c0ffee}.
 *
 * @param partition of topic {@code predictions}
 * @param at when it was given, in milliseconds
 * @param nonce tells apart what was given in one millisecond
 */
public record PredictionId(int partition, Instant at, long nonce) {
    /** What one looks like, for messages. */
    public static final String EXAMPLE = "3-1769860800000-00c0ffee00c0ffee";

    /** How far the clock of who answered may be before another's. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,3})-(\\d{13})-([0-9a-f]{16})");
    private static final int MAX_PARTITION = 9_999;
    private static final long LEAST_MILLIS = 1_000_000_000_000L;
    private static final long MOST_MILLIS = 9_999_999_999_999L;

    public PredictionId {
        unless(partition >= 0 && partition <= MAX_PARTITION, "id", "its partition must lie in 0.." + MAX_PARTITION);
        at = at.truncatedTo(ChronoUnit.MILLIS);
        unless(
                at.toEpochMilli() >= LEAST_MILLIS && at.toEpochMilli() <= MOST_MILLIS,
                "id",
                "its time must be milliseconds of 13 digits");
    }

    /** Of an answer that {@code domain} gives. */
    public static PredictionId of(DomainName domain, Instant at, long nonce) {
        return new PredictionId(partition(domain), at, nonce);
    }

    /** Where the answers of a domain lie, whoever captures them. */
    public static int partition(DomainName domain) {
        return Murmur2.partition(domain.value().getBytes(StandardCharsets.UTF_8), Topics.PREDICTION_PARTITIONS);
    }

    /** Whether text has {@link #toString()}'s form. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether its time is still to come, by more than clocks may be apart: no answer has it yet. */
    public boolean isToCome(Instant now) {
        return at.isAfter(now.plus(CLOCKS_APART));
    }

    /** Reads {@link #toString()}'s form; throws {@link InvalidValue} on anything else. */
    @JsonCreator
    public static PredictionId parse(String text) {
        Matcher parts = FORM.matcher(text);
        unless(parts.matches(), "id", "must be a prediction's id, as " + EXAMPLE);
        return new PredictionId(
                Integer.parseInt(parts.group(1)),
                Instant.ofEpochMilli(Long.parseLong(parts.group(2))),
                HexFormat.fromHexDigitsToLong(parts.group(3)));
    }

    @JsonValue
    @Override
    public String toString() {
        return partition + "-" + at.toEpochMilli() + "-" + HexFormat.of().toHexDigits(nonce);
    }
}

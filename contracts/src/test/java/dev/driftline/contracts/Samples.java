package dev.driftline.contracts;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value of each kind, for tests. */
public final class Samples {
    public static final DomainName SPAM = new DomainName("spam");
    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    public static final String TOPIC_ID = "Zm9vYmFyYmF6cXV4MTIzNA";
    public static final Place PLACE = new Place("examples", TOPIC_ID, 3);

    private Samples() {}

    public static Digest digest(String of) {
        return Digest.of(of.getBytes(StandardCharsets.UTF_8));
    }

    public static Example example() {
        return new Example(1, SPAM, "mail-17", "You won a prize", null, "spam", "+44 20 7946 0000", NOON, "mail", 1);
    }

    public static Example pair() {
        return new Example(1, SPAM, "8", "It froze at night", "It was cold", "ham", null, null, null, null);
    }

    public static LedgerEvent.Created created() {
        DomainSpec spec =
                new DomainSpec(1, List.of("ham", "spam"), MethodSettings.defaults(AdapterMethod.EDORA), Policy.DEFAULT);
        return new LedgerEvent.Created(spec, PLACE, 42, 100);
    }

    public static DomainState newborn() {
        return Fold.first(SPAM, "nonce-1", created());
    }

    public static Interval interval(long from, long to) {
        return new Interval(TOPIC_ID, PLACE.partition(), from, to);
    }

    public static LogMark mark(long offset) {
        return new LogMark(offset, 1_769_860_800_000L, digest("record " + offset));
    }

    /** The version that continues {@code state} by a window of {@code records}. */
    public static Manifest manifest(DomainState state, int records) {
        return manifest(state, records, null);
    }

    /** One whose upper level looked at {@code validation}. */
    public static Manifest manifest(DomainState state, int records, @Nullable Interval validation) {
        return manifest(state, records, validation, null);
    }

    /** One that names the event time of its newest example. */
    public static Manifest manifest(
            DomainState state, int records, @Nullable Interval validation, @Nullable Instant newestAt) {
        int version = state.versions() + 1;
        long to = state.position() + records;
        return new Manifest(
                1,
                state.domain(),
                version,
                state.spec().number(),
                digest("base"),
                state.spec().settings(),
                7,
                state.windows(),
                state.trunk() == null ? null : state.trunk().version(),
                interval(state.position(), to),
                validation,
                state.pendingExclusions(),
                records - 2,
                2,
                0,
                0,
                digest("adapter " + version),
                165_000,
                digest("state " + version),
                digest("factors"),
                to,
                0.25,
                2,
                new Evidence(null, new PairedCount(0, 1, 0, 0), new PairedCount(0, 1, 0, 0), 1),
                new Running(2, "cpu", "AVX2", "fp32", "2.7.1", true),
                null,
                null,
                newestAt);
    }

    /** A version that was imported at {@code state}'s position. */
    public static Manifest imported(DomainState state) {
        int version = state.versions() + 1;
        PairedCount none = new PairedCount(0, 0, 0, 0);
        return new Manifest(
                1,
                state.domain(),
                version,
                state.spec().number(),
                digest("base"),
                state.spec().settings(),
                7,
                state.windows(),
                null,
                interval(state.position(), state.position()),
                null,
                state.pendingExclusions(),
                0,
                0,
                0,
                0,
                digest("adapter " + version),
                165_000,
                digest("state " + version),
                null,
                state.position(),
                0,
                0,
                new Evidence(null, none, none, 0),
                new Running(2, "cpu", "AVX2", "fp32", "2.7.1", true),
                new Origin(digest("file"), "dora", "somewhere"),
                null,
                null);
    }
}

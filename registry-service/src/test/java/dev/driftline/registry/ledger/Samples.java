package dev.driftline.registry.ledger;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that fit each other, for tests. */
public final class Samples {
    public static final DomainName SPAM = new DomainName("spam");
    public static final Place PLACE = new Place("examples", "topic-one", 3);
    public static final DomainSpec SPEC =
            new DomainSpec(1, List.of("ham", "spam"), MethodSettings.defaults(AdapterMethod.EDORA), Policy.DEFAULT);
    /** The candidate gained three and lost two: nobody would block it. */
    public static final PairedCount FINE = new PairedCount(50, 3, 2, 9);

    public static final PairedCount WORSE = new PairedCount(40, 1, 9, 14);

    private static final Running RUNNING = new Running(1, "cpu", "AVX2", "fp32", "2.7.1", true);

    private Samples() {}

    public static LedgerEvent.Created created(long position) {
        return new LedgerEvent.Created(SPEC, PLACE, 7, position);
    }

    public static byte[] adapter(int version) {
        return ("adapter " + version).getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] state(int version) {
        return ("state " + version).getBytes(StandardCharsets.UTF_8);
    }

    /** The next window of {@code state}, ten records long, as a version; its blobs go to {@code blobs}. */
    public static Offer offer(DomainState state, String nonce, PairedCount outcomes, Blobs blobs) {
        Manifest manifest = manifest(state, outcomes);
        blobs.put(manifest.adapter(), adapter(manifest.version()));
        blobs.put(manifest.state(), state(manifest.version()));
        return new Offer(state.number(), nonce, manifest, mark(manifest.learnedUpTo()));
    }

    public static Manifest manifest(DomainState state, PairedCount outcomes) {
        int version = state.versions() + 1;
        long to = state.position() + 10;
        Integer champion = state.champion() == null ? null : state.champion().version();
        return new Manifest(
                Manifest.FORMAT,
                state.domain(),
                version,
                1,
                Digest.of(new byte[] {1}),
                state.spec().settings(),
                11,
                state.windows(),
                state.trunk() == null ? null : state.trunk().version(),
                new Interval(state.place().topicId(), state.place().partition(), state.position(), to),
                null,
                state.pendingExclusions(),
                9,
                1,
                0,
                0,
                Digest.of(adapter(version)),
                adapter(version).length,
                Digest.of(state(version)),
                null,
                to,
                0.5,
                1,
                new Evidence(champion, outcomes, outcomes, 20),
                RUNNING,
                null,
                null,
                null);
    }

    /** An import at {@code state}'s position; its blobs go to {@code blobs}. */
    public static Offer imported(DomainState state, String nonce, @Nullable LogMark mark, Blobs blobs) {
        int version = state.versions() + 1;
        blobs.put(Digest.of(adapter(version)), adapter(version));
        blobs.put(Digest.of(state(version)), state(version));
        PairedCount none = new PairedCount(0, 0, 0, 0);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                state.domain(),
                version,
                1,
                Digest.of(new byte[] {1}),
                state.spec().settings(),
                11,
                state.windows(),
                null,
                new Interval(state.place().topicId(), state.place().partition(), state.position(), state.position()),
                null,
                state.pendingExclusions(),
                0,
                0,
                0,
                0,
                Digest.of(adapter(version)),
                adapter(version).length,
                Digest.of(state(version)),
                null,
                state.position(),
                0,
                0,
                new Evidence(null, none, none, 0),
                RUNNING,
                new Origin(Digest.of(new byte[] {5}), "lora", null),
                null,
                null);
        return new Offer(state.number(), nonce, manifest, mark);
    }

    public static LogMark mark(long position) {
        return new LogMark(position - 1, 1_000, Digest.of(new byte[] {2}));
    }
}

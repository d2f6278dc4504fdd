package dev.driftline.serving.predict;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.FakeEngine.adapter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Version n has learned up to 1000 n, so a record at 1000 n - 1 is its last. */
class ChoosingTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final DomainName OTHER = new DomainName("other");
    private static final Place PLACE = new Place("examples", "topic-one", 3);
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant FIRST = Instant.parse("2026-11-01T10:00:00Z");
    private final FakeHints hints = new FakeHints();
    private final FakeLedgers ledgers = new FakeLedgers();
    private final Replica one = new Replica();
    private final Replica other = new Replica();

    /** A serving process: both read the same topics, each at its own pace. */
    private final class Replica {
        private final FakeBlobs blobs = new FakeBlobs();
        private final FakeEngine engine = new FakeEngine();
        private final Slots slots;
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final Predictor predictor;

        private Replica() {
            this(9);
        }

        /** @param most adapters in memory */
        private Replica(int most) {
            slots = new Slots(engine, blobs, most, new SimpleMeterRegistry(), InstantSource.system());
            predictor = Predictors.over(slots, hints, ledgers, meters, engine);
        }

        private void swapTo(int version) {
            told(SPAM, version);
        }

        private void told(DomainName domain, int version) {
            AdapterRecord.Header header = new AdapterRecord.Header(domain, "A", version, ref(version));
            slots.told(new AdapterRecord(header, adapter(version)));
            eventually(slots::settled);
        }

        private Reply ask(Which which, @Nullable Long atLeast, Duration patience) {
            Question question = new Question(List.of(Passage.of("a")));
            return predictor.ask(new Ask(SPAM, question, new Terms(which, atLeast, patience, null), () -> false));
        }

        private Reply live(@Nullable Long atLeast, Duration patience) {
            return ask(new Which.Live(), atLeast, patience);
        }

        /** A question that waits when this returns. */
        private CompletableFuture<Reply> later(long atLeast) {
            double before = waiting();
            CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(
                    () -> live(atLeast, LONG), task -> Thread.ofPlatform().start(task));
            eventually(() -> waiting() > before);
            return reply;
        }

        private double waiting() {
            return meters.get("driftline.serving.waiting").gauge().value();
        }
    }

    @BeforeEach
    void readOfTheDomain() {
        hints.read.put(SPAM, known(null, null));
    }

    @AfterEach
    void close() {
        one.slots.close();
        other.slots.close();
    }

    @Test
    void twoReplicasSwapAtDifferentMomentsAndOnlyAnOffsetGivesReadsThatNeverGoBack() {
        one.swapTo(1);
        other.swapTo(1);
        one.swapTo(2);
        assertThat(version(one.live(null, MOMENT))).isEqualTo(2);
        assertThat(version(other.live(null, MOMENT)))
                .as("a client that is sent to the other replica reads an older version")
                .isEqualTo(1);

        assertThat(other.live(1999L, MOMENT))
                .as("with an offset it is told so")
                .isEqualTo(new Reply.Stale(SPAM, 1999, ref(1), true));
        CompletableFuture<Reply> patient = other.later(1999);
        other.swapTo(2);
        assertThat(version(patient.join()))
                .as("or waits for the swap of that replica")
                .isEqualTo(2);
    }

    @Test
    void learnedUpToAnOffsetIsNotPastIt() {
        one.swapTo(1);
        assertThat(version(one.live(999L, MOMENT))).isEqualTo(1);
        assertThat(one.live(1000L, MOMENT)).isInstanceOf(Reply.Stale.class);
    }

    @Test
    void whatWasLearnedFromAnEarlierLogIsNoFreshnessInThisOne() {
        one.swapTo(2);
        hints.read.put(SPAM, new Known("A", 9, true, PLACE, null, null, 2, null));
        assertThat(one.live(10L, MOMENT)).isEqualTo(new Reply.Stale(SPAM, 10, ref(2), true));
        one.swapTo(3);
        assertThat(version(one.live(10L, MOMENT))).isEqualTo(3);
    }

    @Test
    void aSwapToWhatIsStillNotFreshEnoughLetsTheClientWaitOn() {
        one.swapTo(1);
        CompletableFuture<Reply> patient = one.later(2500);
        one.swapTo(2);
        assertThat(patient).isNotDone();
        one.swapTo(3);
        assertThat(version(patient.join())).isEqualTo(3);
    }

    @Test
    void aVersionThatIsToldWhileThereIsNoRoomForItIsLoadedForWhoWaits() {
        Replica small = new Replica(1);
        small.swapTo(1);
        small.blobs.put(adapter(1));
        small.blobs.put(adapter(2));
        CompletableFuture<Reply> patient = small.later(1999);
        small.told(OTHER, 1);
        try (Lease _ = small.slots.acquire(OTHER, LONG).orElseThrow()) {
            assertThat(small.slots.answers(SPAM)).as("the other took its place").isFalse();
        }
        small.swapTo(2);
        assertThat(version(patient.join())).isEqualTo(2);
        small.slots.close();
    }

    @Test
    void theFirstVersionOfADomainCanBeWaitedFor() {
        CompletableFuture<Reply> patient = one.later(500);
        one.swapTo(1);
        assertThat(version(patient.join())).isEqualTo(1);
        assertThat(other.live(500L, MOMENT)).as("nothing came").isInstanceOf(Reply.NotLoaded.class);
        hints.read.put(SPAM, new Known("A", 1, false));
        assertThat(other.live(500L, MOMENT)).isEqualTo(new Reply.NoVersion(SPAM));
        hints.read.clear();
        assertThat(other.live(500L, LONG)).as("nobody waits for what is not").isEqualTo(new Reply.Unknown(SPAM));
    }

    @Test
    void asManyMayWaitAsThereAreSeatsAndTheyTakeNoneFromOthers() {
        one.swapTo(1);
        List<CompletableFuture<Reply>> seated = List.of(one.later(1999), one.later(1999));
        assertThat(one.live(1999L, LONG)).isInstanceOf(Reply.Busy.class);
        assertThat(version(one.live(null, MOMENT))).isEqualTo(1);
        one.swapTo(2);
        assertThat(seated).allSatisfy(reply -> assertThat(version(reply.join())).isEqualTo(2));
    }

    @Test
    void aVersionThatNeverChangesIsFreshEnoughOrNotAtOnce() {
        one.swapTo(3);
        ledgers.versions.put(1, kept(1));
        assertThat(version(one.ask(new Which.Numbered(1), 999L, LONG))).isEqualTo(1);
        ledgers.live.put(FIRST, ref(1));
        hints.read.put(SPAM, known(kept(4), null));
        Reply.Stale stays = new Reply.Stale(SPAM, 1000, ref(1), false);
        assertThat(one.ask(new Which.Numbered(1), 1000L, LONG)).isEqualTo(stays);
        assertThat(one.ask(new Which.LiveAt(FIRST.plusSeconds(1)), 1000L, LONG)).isEqualTo(stays);
        assertThat(one.ask(new Which.Candidate(), 4000L, LONG)).isEqualTo(new Reply.Stale(SPAM, 4000, ref(4), false));
    }

    @Test
    void everyWayToNameAVersionIsAnsweredByItOrByWords() {
        one.swapTo(3);
        ledgers.versions.put(1, kept(1));
        ledgers.live.put(FIRST, ref(1));
        hints.read.put(SPAM, known(kept(4), null));
        assertThat(version(one.ask(new Which.Numbered(1), null, LONG))).isEqualTo(1);
        assertThat(version(one.ask(new Which.LiveAt(FIRST.plusSeconds(1)), null, LONG)))
                .isEqualTo(1);
        assertThat(version(one.ask(new Which.Candidate(), null, LONG))).isEqualTo(4);

        assertThat(one.ask(new Which.Numbered(9), null, LONG))
                .isEqualTo(new Reply.NoSuchVersion(SPAM, "spam has no version 9"));
        Instant before = FIRST.minusSeconds(1);
        assertThat(one.ask(new Which.LiveAt(before), null, LONG)).isEqualTo(new Reply.NotLiveThen(SPAM, before, FIRST));
        ledgers.versions.put(2, ref(2));
        assertThat(one.ask(new Which.Numbered(2), null, LONG)).isInstanceOf(Reply.VersionGone.class);
        ledgers.away = true;
        assertThat(one.ask(new Which.Numbered(5), null, LONG)).isInstanceOf(Reply.NotLoaded.class);
        hints.read.clear();
        assertThat(one.ask(new Which.Numbered(1), null, LONG)).isEqualTo(new Reply.Unknown(SPAM));
    }

    @Test
    void aVersionThatIsNotLiveIsDescribedAsWellAsAsked() {
        one.swapTo(3);
        ledgers.versions.put(1, kept(1));
        for (int version : List.of(1, 3)) {
            assertThat(one.predictor.describe(SPAM, version))
                    .isEqualTo(new Described.Labelled(List.of("card", "parcel", "never")));
        }
        assertThat(one.predictor.describe(SPAM, 9))
                .isEqualTo(new Described.Silent(new Reply.NoSuchVersion(SPAM, "spam has no version 9")));
    }

    @Test
    void aFreshnessThatIsDemandedGoesBeforeATrafficRule() {
        one.swapTo(3);
        hints.read.put(SPAM, known(null, new TrafficRule(kept(1), 1, TrafficRule.Mode.RETURNED)));
        eventually(() -> version(one.live(null, LONG)) == 1);
        assertThat(version(one.live(2000L, LONG))).isEqualTo(3);
    }

    @Test
    void aReceiptCountsOnlyInTheDomainsOwnPlace() {
        Directory directory = Predictors.directory(one.slots, hints);
        assertThat(directory.offset(SPAM, "min_offset", "4711")).isEqualTo(4711);
        assertThat(directory.offset(SPAM, "min_offset", "examples/3@4711")).isEqualTo(4711);
        assertThatThrownBy(() -> directory.offset(SPAM, "min_offset", "examples/4@4711"))
                .hasMessage("min_offset: is of examples/4, and spam lies in examples/3");
        for (String wrong :
                List.of("", "-1", "4711.0", "examples/3", "examples@4711", "examples/x@1", "9".repeat(19))) {
            assertThatThrownBy(() -> directory.offset(SPAM, "min_offset", wrong))
                    .hasMessageContaining("must be an offset");
        }
    }

    private VersionRef kept(int version) {
        one.blobs.put(adapter(version));
        return ref(version);
    }

    private static Known known(@Nullable VersionRef candidate, @Nullable TrafficRule traffic) {
        return new Known("A", 9, true, PLACE, candidate, traffic, null, null);
    }

    private static VersionRef ref(int version) {
        return new VersionRef(version, Digest.of(adapter(version)), adapter(version).length, version * 1000L);
    }

    private static int version(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).prediction().version();
    }
}

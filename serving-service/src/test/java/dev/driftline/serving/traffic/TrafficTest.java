package dev.driftline.serving.traffic;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.FakeEngine.adapter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.ledger.TrafficRule.Mode;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An adapter n answers parcel below n = 50 and card above, as its scores are n and 100 - n hundredths. */
class TrafficTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final int SHARED_OUT = 1000;
    private static final int COMPARE_QUEUE = 2;
    private final FakeEngine engine = new FakeEngine();
    private final FakeBlobs blobs = new FakeBlobs();
    private final FakeHints hints = new FakeHints();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = new Slots(engine, blobs, 9, new SimpleMeterRegistry(), InstantSource.system());
    private final Versions versions =
            new Versions(slots, hints, new FakeLedgers(), 2, new SimpleMeterRegistry(), InstantSource.system());
    private double chance;
    private final Traffic traffic = new Traffic(hints, versions, COMPARE_QUEUE, meters, () -> chance);

    @AfterEach
    void close() {
        CountDownLatch held = engine.hold;
        if (held != null) {
            held.countDown();
        }
        traffic.close();
        versions.close();
        slots.close();
    }

    @Test
    void withoutARuleNobodyIsSharedOutOrCounted() {
        hints.read.put(SPAM, new Known("A", 9, true));
        assertThat(traffic.side(SPAM, "alice", null)).isEqualTo(new Side.Plain());
        assertThat(traffic.side(new DomainName("other"), "alice", null)).isEqualTo(new Side.Plain());
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void aShareOfTheClientsIsAnsweredByTheChallengerAlwaysTheSameOnes() {
        rule(8, 0.1, Mode.RETURNED);
        loaded(8);
        List<Boolean> first = shared();
        assertThat(first).containsExactlyElementsOf(shared());
        assertThat(Collections.frequency(first, true)).isBetween(70, 130); // a tenth, three standard deviations
        rule(8, 0.2, Mode.RETURNED);
        List<Boolean> more = shared();
        assertThat(IntStream.range(0, SHARED_OUT).filter(i -> first.get(i) && !more.get(i)))
                .as("who was there stays when the share grows")
                .isEmpty();
    }

    @Test
    void aClientWithoutAKeyGoesByChance() {
        rule(8, 0.5, Mode.RETURNED);
        loaded(8);
        chance = 0.49;
        assertThat(isChallenged(null)).isTrue();
        chance = 0.5;
        assertThat(isChallenged(null)).isFalse();
    }

    @Test
    void aChallengerThatIsNotLoadedLetsTheChampionAnswerAndIsCounted() {
        blobs.away = true;
        rule(8, 1, Mode.RETURNED);
        assertThat(traffic.side(SPAM, "alice", null)).isInstanceOf(Side.Champion.class);
        assertThat(meters.get("driftline.serving.traffic.missed").counter().count())
                .isEqualTo(1);
    }

    @Test
    void answersAreCountedByTheVersionThatGaveThemUntilTheRuleEnds() {
        rule(8, 1, Mode.RETURNED);
        loaded(8);
        answer(traffic.side(SPAM, "alice", null), "parcel");
        answer(traffic.side(SPAM, "alice", 8000L), "parcel"); // has learned up to 8000, not past it
        assertThat(answers("8")).isEqualTo(1);
        assertThat(answers("live")).isEqualTo(1);
        hints.read.put(SPAM, new Known("A", 9, true));
        var _ = traffic.side(SPAM, "alice", null);
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void anAnswerOfARuleThatIsNoMoreCountsForNobody() {
        chance = 0.5;
        rule(7, 0.1, Mode.COMPARED);
        Side old = traffic.side(SPAM, null, null);
        rule(8, 0.1, Mode.COMPARED);
        answer(traffic.side(SPAM, null, null), "parcel");
        answer(old, "parcel");
        assertThat(answers("live")).isEqualTo(1);
        assertThat(meters.find("driftline.serving.traffic.answers")
                        .tag("challenger", "7")
                        .counters())
                .isEmpty();
        hints.read.put(SPAM, new Known("A", 9, true));
        var _ = traffic.side(SPAM, null, null);
        answer(old, "parcel");
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void aComparedChallengerIsAskedUnseenAndAgreementsAreCounted() {
        rule(8, 1, Mode.COMPARED);
        loaded(8);
        Side side = traffic.side(SPAM, "alice", null);
        assertThat(side).isInstanceOf(Side.Champion.class);
        answer(side, "parcel", "card");
        eventually(() -> compared("disagreed") == 1);
        assertThat(compared("agreed")).isEqualTo(1);
        assertThat(answers("live")).isEqualTo(1);
        assertThat(answers("8")).isZero();
        assertThat(meters.get("driftline.serving.traffic.challenger").timer().count())
                .isEqualTo(1);
    }

    @Test
    void theClientDoesNotWaitForAComparisonAndWhatFindsNoRoomIsDropped() {
        rule(8, 1, Mode.COMPARED);
        loaded(8);
        CountDownLatch slow = new CountDownLatch(1);
        engine.hold = slow;
        for (int i = 0; i < COMPARE_QUEUE + 3; i++) {
            answer(traffic.side(SPAM, "alice", null), "parcel");
        }
        assertThat(compared("dropped")).isBetween(2.0, 3.0); // one is being asked, or the thread has not begun
        assertThat(compared("agreed")).isZero();
        slow.countDown();
        eventually(() -> compared("agreed") + compared("dropped") == COMPARE_QUEUE + 3);
    }

    @Test
    void theDefaultsAreTheseAndNoOthers() {
        TrafficConfig config = new SmallRyeConfigBuilder()
                .withMapping(TrafficConfig.class)
                .build()
                .getConfigMapping(TrafficConfig.class);
        assertThat(config.compareQueue()).isEqualTo(64);
        assertThatThrownBy(() -> new Comparisons(0)).hasMessageContaining("compare-queue");
    }

    private void rule(int version, double share, Mode mode) {
        blobs.put(adapter(version));
        hints.read.put(
                SPAM, new Known("A", 9, true, null, null, new TrafficRule(ref(version), share, mode), null, null));
    }

    private void loaded(int version) {
        eventually(() -> versions.resident(SPAM, ref(version))
                .map(lease -> {
                    lease.close();
                    return true;
                })
                .orElse(false));
    }

    private List<Boolean> shared() {
        return IntStream.range(0, SHARED_OUT)
                .mapToObj(i -> isChallenged("client " + i))
                .toList();
    }

    private boolean isChallenged(@Nullable String client) {
        if (traffic.side(SPAM, client, null) instanceof Side.Challenger challenger) {
            challenger.lease().close();
            return true;
        }
        return false;
    }

    /** What the door does with an answer of these labels. */
    private void answer(Side side, String... labels) {
        List<Prediction.Result> results = List.of(labels).stream()
                .map(label -> new Prediction.Result(label, List.of()))
                .toList();
        Question question = new Question(Collections.nCopies(labels.length, Passage.of("a")));
        traffic.answered(side, question, results);
        if (side instanceof Side.Challenger challenger) {
            challenger.lease().close();
        }
    }

    private double answers(String version) {
        return meters.get("driftline.serving.traffic.answers")
                .tag("version", version)
                .counter()
                .count();
    }

    private double compared(String outcome) {
        return meters.get("driftline.serving.traffic.compared")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static VersionRef ref(int version) {
        return new VersionRef(version, Digest.of(adapter(version)), adapter(version).length, version * 1000L);
    }
}

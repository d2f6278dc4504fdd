package dev.driftline.serving.predict;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Passage;
import dev.driftline.serving.engine.Engine.Scorer;
import dev.driftline.serving.predict.Ticket.Outcome;
import dev.driftline.serving.slots.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BatcherTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final FakeEngine engine = new FakeEngine();
    private final BatchMeters meters = new PredictMeters(new SimpleMeterRegistry()).batches();
    private final Batcher batcher =
            new Batcher(engine, new BatchLimits(32, 2048, 100, Duration.ZERO), meters, System::nanoTime);

    @AfterEach
    void close() {
        CountDownLatch held = engine.hold;
        if (held != null) {
            held.countDown();
        }
        batcher.close();
    }

    private Ticket ask(Scorer scorer, String... texts) {
        Ticket ticket = new Ticket(
                scorer, engine.read(List.of(texts).stream().map(Passage::of).toList()), false, () -> false);
        return batcher.offer(ticket, LONG).orElseThrow();
    }

    private Scorer scorer(int version) {
        return engine.open(FakeEngine.adapter(version)).load(null);
    }

    private static float first(Ticket ticket) {
        return ((Outcome.Scored) ticket.await(LONG)).scores()[0][0];
    }

    @Test
    void whatComesWhileTheEngineWorksSharesTheNextCall() {
        CountDownLatch held = new CountDownLatch(1);
        engine.hold = held;
        Ticket alone = ask(scorer(1), "first");
        eventually(() -> engine.calls.get() == 1);
        List<Ticket> together = new ArrayList<>();
        for (int version = 2; version < 12; version++) {
            together.add(ask(scorer(version), "other"));
        }
        held.countDown();
        assertThat(first(alone)).isEqualTo(0.01f);
        for (int i = 0; i < together.size(); i++) {
            assertThat(first(together.get(i))).isEqualTo(FakeEngine.score(i + 2));
        }
        assertThat(engine.calls).hasValue(2);
    }

    @Test
    void whereTheEngineGainsNothingByItNoTextWaitsForAnothersAnswer() {
        FakeEngine single = new FakeEngine();
        single.batches = false;
        single.hold = new CountDownLatch(1);
        try (Batcher ones =
                new Batcher(single, new BatchLimits(32, 2048, 100, Duration.ofHours(1)), meters, System::nanoTime)) {
            Ticket many = ticket(single, "a", "b", "c");
            assertThat(ones.offer(many, LONG)).isPresent();
            eventually(() -> single.calls.get() == 1);
            assertThat(single.asked).hasSize(1);
            single.hold.countDown();
            assertThat(many.await(LONG)).isInstanceOf(Outcome.Scored.class);
            assertThat(single.calls).hasValue(3);
        }
    }

    @Test
    void aScorerThatFailsHarmsNobodyElse() {
        CountDownLatch held = new CountDownLatch(1);
        engine.hold = held;
        Ticket alone = ask(scorer(1), "first");
        eventually(() -> engine.calls.get() == 1);
        Scorer broken = scorer(7);
        broken.close();
        Ticket bad = ask(broken, "other");
        Ticket good = ask(scorer(2), "other");
        held.countDown();
        assertThat(first(alone)).isEqualTo(0.01f);
        assertThat(first(good)).isEqualTo(0.02f);
        assertThat(bad.await(LONG)).isInstanceOf(Outcome.Failed.class);
        assertThat(first(ask(scorer(3), "again"))).isEqualTo(0.03f);
    }

    @Test
    void aQueueThatTakesLongerThanTheAskersPatienceIsNotJoined() {
        CountDownLatch held = new CountDownLatch(1);
        engine.hold = held;
        Ticket slow = ask(scorer(1), "x".repeat(600));
        eventually(() -> engine.calls.get() == 1);
        assertThat(slow.await(Duration.ofMillis(60))).isInstanceOf(Outcome.Late.class);
        held.countDown();
        eventually(() -> batcher.waiting() == 0);
        engine.hold = new CountDownLatch(1);
        ask(scorer(1), "x");
        eventually(() -> engine.calls.get() == 2);
        ask(scorer(1), "x".repeat(120));
        Ticket hasty = new Ticket(scorer(1), engine.read(List.of(Passage.of("x"))), false, () -> false);
        assertThat(batcher.offer(hasty, Duration.ofMillis(1))).isEmpty();
        Ticket large = ticket(engine, "x".repeat(30_000));
        assertThat(batcher.offer(large, Duration.ofSeconds(2)))
                .as("its own texts are more than there is time for")
                .isEmpty();
        assertThat(batcher.offer(hasty, LONG)).isPresent();
        engine.hold.countDown();
    }

    @Test
    void whatWaitsAtTheEndIsAnsweredAndNothingMoreIsTaken() {
        Ticket last = ask(scorer(4), "last");
        batcher.close();
        assertThat(first(last)).isEqualTo(0.04f);
        Ticket late = new Ticket(scorer(4), engine.read(List.of(Passage.of("x"))), false, () -> false);
        assertThat(batcher.offer(late, LONG)).isEmpty();
    }

    @Test
    void lanesThatAreIdleTogetherShareWhatWaits() {
        FakeEngine two = new FakeEngine(2);
        two.hold = new CountDownLatch(1);
        try (Batcher lanes =
                new Batcher(two, new BatchLimits(32, 2048, 100, Duration.ZERO), meters, System::nanoTime)) {
            Ticket many = ticket(two, "a", "b", "c");
            assertThat(lanes.offer(many, LONG)).isPresent();
            eventually(() -> two.calls.get() == 2);
            assertThat(lanes.waiting()).isZero();
            assertThat(two.callsAlone).as("neither has the machine to itself").hasValue(0);
            two.hold.countDown();
            assertThat(((Outcome.Scored) many.await(LONG)).scores()).hasNumberOfRows(3);
        }
    }

    @Test
    void aLoneCallHasTheMachineToItself() {
        ask(scorer(1), "lone").await(LONG);
        assertThat(engine.callsAlone).hasValue(1);
    }

    @Test
    void lanesThatFindNothingAfterLingeringGoOn() {
        FakeEngine two = new FakeEngine(2);
        BatchLimits lingering = new BatchLimits(32, 2048, 100, Duration.ofMillis(2));
        try (Batcher lanes = new Batcher(two, lingering, meters, System::nanoTime)) {
            for (int round = 0; round < 50; round++) {
                answered(lanes, two, "a", "b", "c");
                answered(lanes, two, "d");
            }
            CountDownLatch hold = new CountDownLatch(1);
            two.hold = hold;
            int before = two.calls.get();
            Ticket one = ticket(two, "e");
            Ticket other = ticket(two, "f");
            assertThat(lanes.offer(one, LONG)).isPresent();
            eventually(() -> two.calls.get() == before + 1);
            assertThat(lanes.offer(other, LONG)).isPresent();
            eventually(() -> two.calls.get() == before + 2);
            hold.countDown();
            assertThat(one.await(LONG)).isInstanceOf(Outcome.Scored.class);
            assertThat(other.await(LONG)).isInstanceOf(Outcome.Scored.class);
        }
    }

    private static void answered(Batcher lanes, FakeEngine engine, String... texts) {
        Ticket ticket = ticket(engine, texts);
        assertThat(lanes.offer(ticket, LONG)).isPresent();
        assertThat(ticket.await(LONG)).isInstanceOf(Outcome.Scored.class);
    }

    private static Ticket ticket(FakeEngine engine, String... texts) {
        return new Ticket(
                engine.open(FakeEngine.adapter(5)).load(null),
                engine.read(List.of(texts).stream().map(Passage::of).toList()),
                false,
                () -> false);
    }

    @Test
    @Timeout(60)
    void whoeverWaitsForAnAskerThatIsGoneWaitsNoLonger() {
        Ticket gone = new Ticket(scorer(1), engine.read(List.of(Passage.of("x"))), false, () -> true);
        assertThat(batcher.offer(gone, LONG)).isPresent();
        assertThat(gone.await(Duration.ofHours(1))).isInstanceOf(Outcome.Late.class);
    }
}

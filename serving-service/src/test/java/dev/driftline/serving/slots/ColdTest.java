package dev.driftline.serving.slots;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.FakeEngine.adapter;
import static dev.driftline.serving.slots.FakeEngine.score;
import static dev.driftline.serving.slots.FakeEngine.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.Coordinate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColdTest {
    private static final int MOST = 2;
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final FakeEngine engine = new FakeEngine();
    private final FakeBlobs blobs = new FakeBlobs();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = slots(new Slots.Bounds(MOST, 1_000, 2));
    private long offset;

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void aDomainBeyondTheBoundsLiesColdAndComesFromTheTopicWhenItIsAsked() {
        tell("one", 1);
        tell("two", 2);
        tell("three", 3);
        assertThat(slots.answers(name("three"))).isFalse();
        assertThat(slots.status(name("three")).orElseThrow().version())
                .as("what would answer")
                .isEqualTo(3);
        assertThat(slots.status(name("three")).orElseThrow().residentBytes()).isZero();
        assertThat(ask("three")).isEqualTo(score(3));
        assertThat(meters.get("driftline.serving.resident").gauge().value()).isEqualTo(MOST);
        assertThat(blobs.asked).as("questions to the registry").hasValue(0);
        assertThat(ask("one")).isEqualTo(score(1));
        assertThat(ask("two")).isEqualTo(score(2));
    }

    @Test
    void whereTheRecordIsAnotherNowTheRegistryIsAsked() {
        tell("one", 1);
        tell("two", 2);
        tell("three", 3);
        blobs.topic.clear();
        blobs.put(adapter(3));
        assertThat(ask("three")).isEqualTo(score(3));
        assertThat(blobs.asked).hasValue(1);
    }

    @Test
    void theDoorBeginsToLoadAndDoesNotWait() {
        fillUp();
        tell("three", 3);
        assertThat(slots.summon(name("three"))).isTrue();
        eventually(() -> slots.answers(name("three")));
        assertThat(slots.summon(name("nobody"))).isFalse();
    }

    @Test
    void manyWhoAskForOneColdAdapterLoadItOnce() {
        fillUp();
        tell("three", 3);
        blobs.hold();
        var first = CompletableFuture.supplyAsync(() -> ask("three"));
        var second = CompletableFuture.supplyAsync(() -> ask("three"));
        blobs.release();
        assertThat(first.join()).isEqualTo(score(3));
        assertThat(second.join()).isEqualTo(score(3));
        assertThat(blobs.read).hasValue(1);
    }

    @Test
    void whatIsAskedOftenOutlivesAScan() {
        tell("hot", 1);
        tell("two", 2);
        for (int i = 0; i < 9; i++) {
            ask("hot");
        }
        for (int i = 0; i < 3; i++) {
            tell("scanned-" + i, 10 + i);
            ask("scanned-" + i);
        }
        assertThat(slots.answers(name("hot"))).isTrue();
    }

    @Test
    void anAdapterThatIsReadDoesNotGiveWay() {
        tell("one", 1);
        tell("two", 2);
        tell("three", 3);
        Lease one = slots.acquire(name("one")).orElseThrow();
        Lease two = slots.acquire(name("two")).orElseThrow();
        var third = CompletableFuture.supplyAsync(() -> ask("three"));
        eventually(() -> blobs.read.get() == 1);
        assertThat(slots.answers(name("three"))).isFalse();
        assertThat(one.scores(List.of(Passage.of("x")))[0][0]).isEqualTo(score(1));
        two.close();
        assertThat(third.join()).isEqualTo(score(3));
        assertThat(slots.answers(name("two"))).isFalse();
        one.close();
    }

    @Test
    void bytesAreABoundToo() {
        try (Slots small = slots(new Slots.Bounds(99, adapter(1).length * 2L, 2))) {
            List.of("one", "two", "three").forEach(domain -> tell(small, domain, 1, 1, adapter(1)));
            assertThat(meters.get("driftline.serving.resident").gauges()).hasSize(1);
            assertThat(small.answers(name("two"))).isTrue();
            assertThat(small.answers(name("three"))).isFalse();
            tell(small, "large", 1, 1, words("adapter:0000000001"));
            assertThat(small.acquire(name("large"), PATIENCE)).isPresent();
            tell(small, "huge", 1, 1, words("adapter:00000000000000000001"));
            assertThat(small.acquire(name("huge"), PATIENCE)).isEmpty();
            assertThat(small.obstacle(name("huge")))
                    .contains("it is larger than driftline.serving.slots.memory: raise that");
        }
    }

    @Test
    void whoAsksWhileTopicAndRegistryAreAwayIsToldAtOnceAndMayAskAgain() {
        fillUp();
        tell("three", 3);
        AdapterRecord record = blobs.topic.remove(new Coordinate(0, offset));
        blobs.away = true;
        assertThat(slots.acquire(name("three"), PATIENCE)).isEmpty();
        assertThat(slots.obstacle(name("three"))).contains("the registry is away");
        blobs.topic.put(new Coordinate(0, offset), record);
        assertThat(ask("three")).isEqualTo(score(3));
        assertThat(slots.obstacle(name("three"))).isNotPresent();
    }

    @Test
    void patienceEnds() {
        fillUp();
        tell("three", 3);
        blobs.hold();
        assertThat(slots.acquire(name("three"), Duration.ofMillis(20))).isEmpty();
        blobs.release();
        eventually(() -> slots.answers(name("three")));
    }

    @Test
    void soManyMayWaitAndNoMore() {
        fillUp();
        tell("three", 3);
        blobs.hold();
        var waiting = List.of(
                CompletableFuture.supplyAsync(() -> ask("three")), CompletableFuture.supplyAsync(() -> ask("three")));
        eventually(() -> meters.get("driftline.serving.residency")
                        .tag("outcome", "miss")
                        .counter()
                        .count()
                == 2);
        assertThat(slots.acquire(name("three"), PATIENCE)).isEmpty();
        blobs.release();
        waiting.forEach(one -> assertThat(one.join()).isEqualTo(score(3)));
    }

    @Test
    void aHintForAColdDomainReplacesWhatWillBeLoaded() {
        fillUp();
        tell("three", 3);
        tell(slots, "three", 2, 4, adapter(4));
        assertThat(blobs.read).hasValue(0);
        assertThat(ask("three")).isEqualTo(score(4));
        assertThat(blobs.read).hasValue(1);
    }

    @Test
    void whileTheNewestIsRefusedTheOneThatAnsweredBeforeComesBack() {
        tell("one", 1);
        tell(slots, "one", 2, 2, words("nan:2"));
        tell("two", 2);
        tell("three", 3);
        assertThat(ask("two")).isEqualTo(score(2));
        assertThat(ask("three")).isEqualTo(score(3));
        assertThat(ask("two")).isEqualTo(score(2));
        blobs.put(adapter(1));
        assertThat(ask("one")).isEqualTo(score(1));
        assertThat(slots.status(name("one")).orElseThrow().lastFault()).contains("no probability");
        assertThat(engine.closed.get("nan:2")).hasValue(1);
    }

    @Test
    void aColdOneThatCouldNotBeHadOnceIsStillWhatWouldAnswer() {
        fillUp();
        tell("three", 3);
        blobs.topic.clear();
        blobs.away = true;
        assertThat(slots.acquire(name("three"), PATIENCE)).isEmpty();
        SlotStatus status = slots.status(name("three")).orElseThrow();
        assertThat(status.version()).isEqualTo(3);
        assertThat(status.residentBytes()).isZero();
        assertThat(status.lastFault()).contains("the registry is away");
        blobs.away = false;
        blobs.put(adapter(3));
        assertThat(ask("three")).isEqualTo(score(3));
        assertThat(slots.status(name("three")).orElseThrow().lastFault()).isNull();
    }

    @Test
    void oneThatWasNeverAskedIsAsFreshAsWhatWouldAnswer() {
        fillUp();
        tell("three", 3);
        eventually(() -> meters.get("driftline.serving.freshness").gauges().size() == 3);
        assertThat(meters.get("driftline.serving.swap.age").timer().count()).isZero();
    }

    @Test
    void theSameBytesAreTriedOutOnce() {
        threeIsToldAndLiesCold();
        engine.asked = List.of();
        slots.summon(name("three"));
        eventually(() -> slots.answers(name("three")));
        assertThat(engine.asked).isEmpty();
        assertThat(slots.status(name("three")).orElseThrow().swaps())
                .as("to come back is no swap")
                .isEqualTo(1);
    }

    @Test
    void anAdapterWhoseLabelsAreNotTheDomainsIsRefused() {
        slots.labelled(name("one"), "A", List.of("parcel", "card"));
        tell("one", 1);
        assertThat(slots.obstacle(name("one")))
                .contains("the adapter's labels are not the domain's: row 0 is card there and parcel here");
        slots.labelled(name("one"), "A", List.of("card", "parcel", "never", "appended"));
        tell(slots, "one", 2, 2, adapter(2));
        assertThat(ask("one")).as("labels are only appended").isEqualTo(score(2));
        slots.labelled(name("two"), "another ledger", List.of("parcel", "card"));
        tell("two", 2);
        assertThat(ask("two")).isEqualTo(score(2));
    }

    @Test
    void whatTheRegistryKeepsTakesNoRoomFromOthersWhileThatIsAway() {
        blobs.away = true;
        tell(slots, "one", 1, blobs.put(adapter(1)), adapter(1).length);
        tell(slots, "two", 2, blobs.put(adapter(2)), adapter(2).length);
        tell("three", 3);
        tell("four", 4);
        assertThat(ask("three")).isEqualTo(score(3));
        assertThat(ask("four")).isEqualTo(score(4));
        assertThat(meters.get("driftline.serving.resident").gauge().value()).isEqualTo(MOST);
        assertThat(meters.get("driftline.serving.resident.bytes").gauge().value())
                .isEqualTo(adapter(3).length + adapter(4).length);
        assertThat(slots.acquire(name("one"), PATIENCE)).isEmpty();
        blobs.away = false;
        assertThat(ask("one")).isEqualTo(score(1));
        assertThat(ask("two")).isEqualTo(score(2));
    }

    @Test
    void nobodyWaitsForWhatIsTriedAgainLater() {
        Backoff seldom = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
        Slots.Bounds bounds = new Slots.Bounds(MOST, 1_000, 2);
        try (Slots patient = new Slots(engine, blobs, bounds, meters, InstantSource.system(), seldom)) {
            blobs.away = true;
            tell(patient, "one", 1, Digest.of(adapter(1)), adapter(1).length);
            eventually(() -> patient.obstacle(name("one")).equals(Optional.of("the registry is away")));
            assertThat(patient.summon(name("one"))).isFalse();
            assertThat(patient.acquire(name("one"), PATIENCE)).isEmpty();
        }
    }

    @Test
    void aVersionThatCameWhileItsDomainLayColdIsASwapOnceItAnswers() {
        threeIsToldAndLiesCold();
        assertThat(swaps()).isEqualTo(3);
        tell(slots, "three", 2, 4, adapter(4));
        assertThat(swaps()).isEqualTo(3);
        assertThat(ask("three")).isEqualTo(score(4));
        // counted behind the first answer
        eventually(() -> meters.get("driftline.serving.swap.age").timer().count() == 1);
        assertThat(swaps()).isEqualTo(4);
        eventually(() -> meters.get("driftline.serving.freshness").gauges().size() == 3);
    }

    private long swaps() {
        return meters.get("driftline.serving.swaps").timer().count();
    }

    private Slots slots(Slots.Bounds bounds) {
        return new Slots(
                engine,
                blobs,
                bounds,
                meters,
                InstantSource.system(),
                new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));
    }

    private void threeIsToldAndLiesCold() {
        fillUp();
        tell("three", 3);
        ask("three");
        ask("one");
        ask("two");
        assertThat(slots.answers(name("three"))).isFalse();
    }

    private void fillUp() {
        tell("one", 1);
        tell("two", 2);
    }

    private void tell(String domain, int version) {
        tell(slots, domain, 1, version, adapter(version));
    }

    private void tell(Slots into, String domain, long number, int version, byte[] adapter) {
        VersionRef ref = new VersionRef(version, Digest.of(adapter), adapter.length, version * 1000L, NOON);
        AdapterRecord hint = new AdapterRecord(new AdapterRecord.Header(name(domain), "A", number, ref), adapter);
        offset++;
        blobs.topic.put(new Coordinate(0, offset), hint);
        into.told(hint, new Coordinate(0, offset));
        eventually(into::settled);
    }

    /** By reference. */
    private static void tell(Slots into, String domain, int version, Digest adapter, int bytes) {
        VersionRef ref = new VersionRef(version, adapter, bytes, version * 1000L);
        into.told(new AdapterRecord(new AdapterRecord.Header(name(domain), "A", 1, ref), null), null);
        eventually(into::settled);
    }

    private float ask(String domain) {
        Optional<Lease> found = slots.acquire(name(domain), PATIENCE);
        try (Lease lease = found.orElseThrow()) {
            return lease.scores(List.of(Passage.of("x")))[0][0];
        }
    }

    private static DomainName name(String value) {
        return new DomainName(value);
    }
}

package dev.driftline.serving.versions;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.FakeEngine.adapter;
import static dev.driftline.serving.slots.FakeEngine.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.claim.Ledgers.Said;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Lease;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Instant LAST_YEAR = Instant.parse("2025-11-26T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final FakeEngine engine = new FakeEngine();
    private final FakeBlobs blobs = new FakeBlobs();
    private final FakeHints hints = new FakeHints();
    private final FakeLedgers ledgers = new FakeLedgers();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = new Slots(engine, blobs, 9, meters, InstantSource.system());
    private final Versions versions = new Versions(slots, hints, ledgers, 2, meters, this::now);
    private volatile Instant now = NOW;

    @BeforeEach
    void threeVersionsOfWhichTheThirdIsLive() {
        for (int version = 1; version <= 3; version++) {
            ledgers.versions.put(version, kept(version));
        }
        slots.told(new AdapterRecord(new AdapterRecord.Header(SPAM, "A", 9, ref(3)), adapter(3)));
        eventually(slots::settled);
        hints.read.put(SPAM, new Known("A", 9, true));
    }

    @AfterEach
    void close() {
        CountDownLatch held = engine.hold;
        if (held != null) {
            held.countDown();
        }
        versions.close();
        slots.close();
    }

    @Test
    void aVersionThatIsNotLiveIsLoadedAndAnswers() {
        assertThat(firstScore(numbered(1))).isEqualTo(score(1));
        assertThat(meters.get("driftline.serving.guests").gauge().value()).isEqualTo(1);
        assertThat(slots.status(SPAM).orElseThrow().version())
                .as("what is live stays")
                .isEqualTo(3);
    }

    @Test
    void theLiveOneAnswersFromItsSlotWithoutTheRegistry() {
        ledgers.away = true;
        assertThat(firstScore(numbered(3))).isEqualTo(score(3));
        assertThat(ledgers.asked).hasValue(0);
    }

    @Test
    void whatWasAskedBeforeAnswersWhileTheRegistryIsAway() {
        assertThat(firstScore(numbered(1))).isEqualTo(score(1));
        ledgers.away = true;
        blobs.away = true;
        assertThat(firstScore(numbered(1))).isEqualTo(score(1));
        assertThat(numbered(2)).isEqualTo(new Found.Away("the registry is away"));
    }

    @Test
    void anotherLedgerOfTheSameNameIsAskedAnew() {
        assertThat(firstScore(numbered(1))).isEqualTo(score(1));
        hints.read.put(SPAM, new Known("B", 1, true));
        ledgers.versions.clear();
        assertThat(numbered(1)).isEqualTo(new Found.Unknown("spam has no version 1"));
    }

    @Test
    void aVersionWhoseBytesAreKeptNoMoreOrAreNoAdapterIsGone() {
        blobs.held.remove(Digest.of(adapter(1)));
        assertThat(numbered(1)).isInstanceOf(Found.Gone.class).asString().contains("version 1 is kept no more");
        byte[] rubbish = FakeEngine.words("nan:2");
        ledgers.versions.put(2, new VersionRef(2, blobs.put(rubbish), rubbish.length, 2000));
        assertThat(numbered(2)).isInstanceOf(Found.Gone.class).asString().contains("cannot be served");
        assertThat(engine.closed.get("nan:2")).hasValue(1);
    }

    @Test
    void aVersionWhoseLabelsAreNotTheDomainsIsGone() {
        slots.labelled(SPAM, "A", List.of("parcel", "card", "never"));
        assertThat(numbered(1))
                .isInstanceOf(Found.Gone.class)
                .asString()
                .contains("row 0 is card there and parcel here");
    }

    @Test
    void whatFailedIsNotTriedAgainAtOnce() {
        blobs.away = true;
        assertThat(numbered(1)).isInstanceOf(Found.Away.class);
        blobs.away = false;
        assertThat(numbered(1)).isInstanceOf(Found.Away.class);
        assertThat(versions.resident(SPAM, ref(1))).isEmpty();
        assertThat(blobs.asked).hasValue(1);
        now = NOW.plusSeconds(1);
        assertThat(firstScore(numbered(1))).isEqualTo(score(1));
    }

    @Test
    void theLongestUnusedLeavesAndAReaderOutlivesThat() {
        Lease first = lease(numbered(1));
        lease(numbered(2)).close();
        ledgers.versions.put(4, kept(4));
        lease(numbered(4)).close();
        assertThat(engine.closed).as("a reader holds it").doesNotContainKey("adapter:1");
        assertThat(first.scores(List.of(Passage.of("a")))[0][0]).isEqualTo(score(1));
        first.close();
        assertThat(engine.closed.get("adapter:1")).hasValue(1);
        assertThat(engine.closed).doesNotContainKeys("adapter:2", "adapter:4");
    }

    @Test
    void itIsLoadedOnceHoweverManyWait() {
        CountDownLatch canary = new CountDownLatch(1);
        engine.hold = canary;
        List<CompletableFuture<Found>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> numbered(1), task -> Thread.ofPlatform().start(task)))
                .limit(4)
                .toList();
        eventually(() -> blobs.asked.get() == 1);
        assertThat(versions.numbered(SPAM, 1, Duration.ofMillis(5)))
                .isEqualTo(new Found.Away("version 1 is being loaded"));
        canary.countDown();
        assertThat(waiting).allSatisfy(one -> assertThat(firstScore(one.join())).isEqualTo(score(1)));
        assertThat(blobs.asked).hasValue(1);
    }

    @Test
    void whoFindsNoSeatIsOneTooMany() {
        CountDownLatch canary = new CountDownLatch(1);
        engine.hold = canary;
        try (Guests guests = new Guests(2, slots::visit, this::now)) {
            var asking = together(Guests.SEATS + 1, () -> guests.await(SPAM, ref(1), PATIENCE));
            assertThat(theOneThatIsAnswered(asking)).isEmpty();
            canary.countDown();
            asking.forEach(CompletableFuture::join);
        }
    }

    @Test
    void whoFindsTheRegistryBeingAskedByAsManyAsMayIsOneTooMany() {
        Pointers pointers = new Pointers(ledgers, this::now);
        CountDownLatch answer = new CountDownLatch(1);
        ledgers.hold = answer;
        Known known = new Known("A", 9, true);
        var asking = together(Pointers.MOST_ASKING + 1, () -> pointers.numbered(SPAM, known, 1, PATIENCE));
        assertThat(theOneThatIsAnswered(asking)).isInstanceOf(Said.Busy.class);
        answer.countDown();
        assertThat(asking).filteredOn(one -> one.join() instanceof Said.Version).hasSize(Pointers.MOST_ASKING);
    }

    @Test
    void theVersionOfATimeIsThatOfTheLedgerAndKeptOnceItCannotChange() {
        ledgers.live.put(LAST_YEAR, ref(1));
        assertThat(liveAt(LAST_YEAR.minusSeconds(1)))
                .isEqualTo(new Found.NotThen(LAST_YEAR.minusSeconds(1), LAST_YEAR));
        assertThat(firstScore(liveAt(LAST_YEAR.plusSeconds(1)))).isEqualTo(score(1));
        assertThat(firstScore(liveAt(NOW))).isEqualTo(score(1));
        ledgers.away = true;
        assertThat(firstScore(liveAt(LAST_YEAR.plusSeconds(1)))).isEqualTo(score(1));
        assertThat(liveAt(NOW)).as("an entry of this moment may still come").isInstanceOf(Found.Away.class);
    }

    @Test
    void theCandidateIsTheOneThatTheTopicTells() {
        assertThat(versions.candidate(SPAM, PATIENCE)).isInstanceOf(Found.Unknown.class);
        hints.read.put(SPAM, waits(kept(4)));
        ledgers.away = true;
        assertThat(firstScore(versions.candidate(SPAM, PATIENCE))).isEqualTo(score(4));
        assertThat(firstScore(numbered(4))).isEqualTo(score(4));
    }

    @Test
    void whoDoesNotWaitGetsWhatIsThereAndTheLoadingBegins() {
        assertThat(versions.resident(SPAM, ref(1))).isEmpty();
        eventually(
                () -> versions.resident(SPAM, ref(1)).map(VersionsTest::closed).orElse(false));
    }

    @Test
    void nothingIsLoadedAfterTheEnd() {
        lease(numbered(1)).close();
        versions.close();
        assertThat(engine.closed.get("adapter:1")).hasValue(1);
        assertThat(numbered(2)).isInstanceOf(Found.Away.class);
    }

    @Test
    void theDefaultsAreTheseAndNoOthers() {
        VersionsConfig config = new SmallRyeConfigBuilder()
                .withMapping(VersionsConfig.class)
                .build()
                .getConfigMapping(VersionsConfig.class);
        assertThat(config.guests()).isEqualTo(16);
        assertThatThrownBy(() -> new Guests(0, slots::visit, this::now)).hasMessageContaining("guests");
    }

    private static <T> List<CompletableFuture<T>> together(int many, Supplier<T> question) {
        return Stream.generate(() -> CompletableFuture.supplyAsync(
                        question, task -> Thread.ofVirtual().start(task)))
                .limit(many)
                .toList();
    }

    private static <T> T theOneThatIsAnswered(List<CompletableFuture<T>> asking) {
        CompletableFuture.anyOf(asking.toArray(CompletableFuture[]::new)).join();
        List<CompletableFuture<T>> answered =
                asking.stream().filter(CompletableFuture::isDone).toList();
        assertThat(answered).hasSize(1);
        return answered.getFirst().join();
    }

    private Instant now() {
        return now;
    }

    private Found numbered(int version) {
        return versions.numbered(SPAM, version, PATIENCE);
    }

    private Found liveAt(Instant then) {
        return versions.liveAt(SPAM, then, PATIENCE);
    }

    private VersionRef kept(int version) {
        blobs.put(adapter(version));
        return ref(version);
    }

    private static Known waits(@Nullable VersionRef candidate) {
        return new Known("A", 10, true, null, candidate, null, null, null);
    }

    private static VersionRef ref(int version) {
        return new VersionRef(version, Digest.of(adapter(version)), adapter(version).length, version * 1000L);
    }

    private static boolean closed(Lease lease) {
        lease.close();
        return true;
    }

    private static Lease lease(Found found) {
        assertThat(found).isInstanceOf(Found.Here.class);
        return ((Found.Here) found).lease();
    }

    private static float firstScore(Found found) {
        try (Lease lease = lease(found)) {
            return lease.scores(List.of(Passage.of("a")))[0][0];
        }
    }
}

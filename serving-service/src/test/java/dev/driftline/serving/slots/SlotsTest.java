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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private final FakeEngine engine = new FakeEngine();
    private final FakeBlobs blobs = new FakeBlobs();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = new Slots(
            engine,
            blobs,
            new Slots.Bounds(2, 1_000, 8),
            meters,
            InstantSource.fixed(NOW),
            new Backoff(Duration.ofMillis(5), Duration.ofMillis(20)));

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void anAdapterInItsRecordAnswersAfterTheSwap() {
        tell("A", 3, 1);
        assertThat(version()).isEqualTo(1);
        try (Lease lease = slots.acquire(SPAM).orElseThrow()) {
            assertThat(lease.scores(passages("x", "y"))).hasDimensions(2, 3);
        }
        assertThat(slots.status(SPAM))
                .contains(new SlotStatus(SPAM, 1, Digest.of(adapter(1)), 1000L, adapter(1).length, 1, NOW, null));
        assertThat(meters.get("driftline.serving.swaps").timer().count()).isEqualTo(1);
    }

    @Test
    void aSmallerLedgerNumberNeverReplacesALargerOne() {
        tell("A", 5, 2);
        tell("A", 4, 1);
        assertThat(version()).isEqualTo(2);
        tell("A", 6, 1);
        assertThat(version()).as("a rollback is a larger number").isEqualTo(1);
    }

    @Test
    void anotherLedgerIsAnotherDomainWhateverItsNumber() {
        tell("A", 5, 2);
        tell("B", 1, 1);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void theSameVersionToldAgainIsNoSwap() {
        tell("A", 5, 2);
        tell("A", 5, 2);
        tell("A", 9, 2);
        assertThat(slots.status(SPAM).orElseThrow().swaps()).isEqualTo(1);
        tell("A", 8, 1);
        assertThat(version()).as("9 was told").isEqualTo(2);
    }

    @Test
    void corruptedBytesAreRefusedAndTheChampionStays() {
        tell("A", 1, 1);
        byte[] corrupt = adapter(2);
        corrupt[0]++;
        tell(new AdapterRecord(header("A", 2, 2), corrupt));
        assertThat(version()).isEqualTo(1);
        assertThat(slots.status(SPAM).orElseThrow().lastFault()).contains("digest");
        assertThat(refused("digest")).isEqualTo(1);
        tell("A", 3, 3);
        assertThat(version()).isEqualTo(3);
        assertThat(slots.status(SPAM).orElseThrow().lastFault()).isNull();
    }

    @Test
    void aRefusedEntryIsTriedAgainWhenItIsToldAgain() {
        tell(new AdapterRecord(header("A", 2, 2), words("adapter:9")));
        assertThat(slots.answers(SPAM)).isFalse();
        tell("A", 2, 2);
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitOrDoesNotAnswerSensiblyIsRefused() {
        tell("A", 1, 1);
        tell(recordOf("A", 2, 2, words("no adapter at all")));
        tell(recordOf("A", 3, 3, words("nan:3")));
        assertThat(version()).isEqualTo(1);
        assertThat(refused("unfit")).isEqualTo(1);
        assertThat(refused("self-test")).isEqualTo(1);
        assertThat(engine.closed.get("nan:3")).hasValue(1);
    }

    @Test
    void aClaimCheckIsFetchedAndTriedAgainWhileTheOldVersionAnswers() {
        tell("A", 1, 1);
        blobs.away = true;
        blobs.put(adapter(2));
        tell(new AdapterRecord(header("A", 2, 2), null));
        eventually(() -> blobs.asked.get() >= 3);
        assertThat(version()).isEqualTo(1);
        assertThat(slots.obstacle(SPAM)).contains("the registry is away");
        blobs.away = false;
        eventually(() -> version() == 2);
    }

    @Test
    void aNewerRecordReplacesAPendingFetch() throws InterruptedException {
        blobs.away = true;
        tell(new AdapterRecord(header("A", 2, 2), null));
        tell("A", 3, 3);
        assertThat(version()).isEqualTo(3);
        blobs.put(adapter(2));
        blobs.away = false;
        int asked = blobs.asked.get();
        Thread.sleep(60);
        assertThat(version()).isEqualTo(3);
        assertThat(blobs.asked.get()).as("nobody asks for what is not wanted").isLessThanOrEqualTo(asked + 1);
    }

    @Test
    void factorsAreFetchedOnceForAllDomains() {
        byte[] factors = words("factors");
        byte[] adapter = words("needs:" + blobs.put(factors) + ":4");
        tell(recordOf(new DomainName("one"), "A", 1, 4, adapter));
        eventually(() -> slots.answers(new DomainName("one")));
        int asked = blobs.asked.get();
        tell(recordOf(new DomainName("two"), "A", 1, 4, adapter));
        assertThat(slots.answers(new DomainName("two"))).isTrue();
        assertThat(blobs.asked).hasValue(asked);
    }

    @Test
    void aCorruptBlobInTheStoreIsRefused() {
        blobs.held.put(Digest.of(adapter(2)), words("other"));
        tell(new AdapterRecord(header("A", 2, 2), null));
        eventually(() -> refused("digest") == 1);
        assertThat(slots.obstacle(SPAM)).contains("corrupt in the store");
    }

    @Test
    void anUnreadableRecordFaultsItsDomainAlone() {
        tell("A", 1, 1);
        tell(recordOf(new DomainName("other"), "A", 1, 1, adapter(1)));
        slots.unreadable("spam", "rubbish");
        slots.unreadable("../../etc", "rubbish");
        assertThat(version()).isEqualTo(1);
        assertThat(slots.status(SPAM).orElseThrow().lastFault()).isEqualTo("rubbish");
        assertThat(slots.status(new DomainName("other")).orElseThrow().lastFault())
                .isNull();
        assertThat(refused("unreadable")).isEqualTo(2);
    }

    @Test
    void theOldVersionIsClosedExactlyOnceAfterItsLastReader() {
        tell("A", 1, 1);
        Lease first = slots.acquire(SPAM).orElseThrow();
        Lease second = slots.acquire(SPAM).orElseThrow();
        tell("A", 2, 2);
        first.close();
        first.close();
        assertThat(engine.closed).doesNotContainKey("adapter:1");
        assertThat(second.scores(passages("x"))[0][0]).isEqualTo(score(1));
        second.close();
        assertThat(engine.closed.get("adapter:1")).hasValue(1);
    }

    @Test
    void fiftySwapsUnderReadersAnswerEachFromExactlyOneVersion() throws InterruptedException {
        tell("A", 1, 1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        Set<String> wrong = ConcurrentHashMap.newKeySet();
        List<Thread> readers = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            readers.add(Thread.ofPlatform().start(() -> {
                begun.countDown();
                while (!stop.get()) {
                    String fault = faultOfOneAnswer();
                    if (fault != null) {
                        wrong.add(fault);
                    }
                    answers.incrementAndGet();
                }
            }));
        }
        begun.await();
        for (int version = 2; version <= 51; version++) {
            tell("A", version, version);
        }
        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(answers.get()).isPositive();
        assertThat(version()).isEqualTo(51);
        assertThat(engine.closed)
                .hasSize(50)
                .allSatisfy((_, times) -> assertThat(times).hasValue(1));
        slots.close();
        assertThat(engine.closed).hasSize(51);
    }

    @Test
    void aThousandSwapsCloseAllButTheLast() {
        for (int swap = 1; swap <= 1_000; swap++) {
            tell("A", swap, 1 + swap % 2);
        }
        assertThat(engine.closed.values().stream().mapToInt(AtomicInteger::get).sum())
                .isEqualTo(999);
        assertThat(meters.get("driftline.serving.resident.bytes").gauge().value())
                .isEqualTo(adapter(1).length);
        assertThat(meters.get("driftline.serving.resident").gauge().value()).isEqualTo(1);
    }

    private @Nullable String faultOfOneAnswer() {
        try (Lease lease = slots.acquire(SPAM).orElseThrow()) {
            for (float[] row : lease.scores(passages("x", "y", "z"))) {
                if (row[0] != score(lease.version().version())) {
                    return lease.version() + " answered " + row[0];
                }
            }
            return null;
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private int version() {
        try (Lease lease = slots.acquire(SPAM).orElseThrow()) {
            return lease.version().version();
        }
    }

    private double refused(String reason) {
        return meters.get("driftline.serving.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private void tell(String ledger, long number, int version) {
        tell(recordOf(ledger, number, version, adapter(version)));
    }

    private void tell(AdapterRecord hint) {
        slots.told(hint);
        if (hint.adapter() != null) {
            eventually(slots::settled);
        }
    }

    private static AdapterRecord recordOf(String ledger, long number, int version, byte[] adapter) {
        return recordOf(SPAM, ledger, number, version, adapter);
    }

    private static AdapterRecord recordOf(DomainName domain, String ledger, long number, int version, byte[] adapter) {
        VersionRef ref = new VersionRef(version, Digest.of(adapter), adapter.length, version * 1000L);
        return new AdapterRecord(new AdapterRecord.Header(domain, ledger, number, ref), adapter);
    }

    private static AdapterRecord.Header header(String ledger, long number, int version) {
        return recordOf(ledger, number, version, adapter(version)).header();
    }

    private static List<Passage> passages(String... texts) {
        return Stream.of(texts).map(Passage::of).toList();
    }
}

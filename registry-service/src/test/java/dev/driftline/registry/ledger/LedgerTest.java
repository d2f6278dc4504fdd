package dev.driftline.registry.ledger;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.store.MemoryStore;
import dev.driftline.registry.store.StoreAway;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");

    private final MemoryStore store = new MemoryStore();
    private final Ledger ledger = registry();

    @Test
    void anEntryHoldsWhatHappenedAndTheStateAfterIt() {
        LedgerEntry first = create();
        LedgerEntry second = won(ledger.append(first, new LedgerEvent.Stopped("log shorter"), "n2"));
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.state().stopped()).isEqualTo("log shorter");
        assertThat(second.state().ledgerId()).isEqualTo("n1");
        assertThat(second.at()).isEqualTo(Instant.parse("2026-11-22T10:00:00.123Z"));
        assertThat(ledger.newest(SPAM)).hasValue(second);
        assertThat(store.has("ledgers/spam/2.json")).isTrue();
    }

    @Test
    void anotherRegistryReadsTheSameColdAndWarm() {
        LedgerEntry newest = stopMany(create(), 12);
        Ledger other = registry();
        assertThat(other.newest(SPAM)).hasValue(newest);
        LedgerEntry later = won(ledger.append(newest, new LedgerEvent.Stopped("again"), "later"));
        assertThat(other.newest(SPAM)).hasValue(later);
        other.discover();
        assertThat(other.domains()).containsExactly(SPAM);
    }

    @Test
    void anUnknownDomainHasNoNewestEntry() {
        assertThat(ledger.newest(new DomainName("nobody"))).isEmpty();
        assertThat(ledger.version(new DomainName("nobody"), 1)).isEmpty();
    }

    @Test
    void theSecondWriterOfANumberLosesAndLearnsTheNewest() {
        LedgerEntry first = create();
        LedgerEntry winner = stopMany(first, 2);
        Appended late = registry().append(first, new LedgerEvent.Stopped("mine"), "late");
        assertThat(late).isEqualTo(new Appended.Lost(winner));
    }

    @Test
    void aDomainIsCreatedOnce() {
        LedgerEntry first = create();
        assertThat(registry().create(SPAM, Samples.created(9), "other")).isEqualTo(new Appended.Lost(first));
    }

    @Test
    void whoseNonceIsInTheEntryWonAlsoWhenTheAnswerWasLost() {
        LedgerEntry first = create();
        store.loseAnswers(1);
        LedgerEntry second = won(ledger.append(first, new LedgerEvent.Stopped("x"), "mine"));
        assertThat(second.nonce()).isEqualTo("mine");
        assertThat(ledger.newest(SPAM).orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void aLostRequestIsSentAgainAfterReading() {
        LedgerEntry first = create();
        store.loseRequests(2);
        LedgerEntry second = won(ledger.append(first, new LedgerEvent.Stopped("x"), "mine"));
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    void tryingEndsAndSaysThatTheStoreIsAway() {
        LedgerEntry first = create();
        store.loseRequests(3);
        assertThatThrownBy(() -> ledger.append(first, new LedgerEvent.Stopped("x"), "mine"))
                .isInstanceOf(StoreAway.class);
        assertThat(ledger.newest(SPAM)).hasValue(first);
    }

    @Test
    void manyWritersAtOnceLeaveNoHoleAndNoDoubleNumber() throws Exception {
        create();
        int writers = 8;
        int each = 20;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Integer>> work = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(writer -> () -> writeUntil(registry(), writer, each))
                    .toList();
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(each);
            }
        }
        List<String> nonces = new ArrayList<>();
        for (long number = 2; number <= 1 + writers * each; number++) {
            nonces.add(ledger.require(SPAM, number).nonce());
        }
        assertThat(nonces).doesNotHaveDuplicates().hasSize(writers * each);
        assertThat(ledger.newest(SPAM).orElseThrow().number()).isEqualTo(1 + writers * each);
    }

    @Test
    void aVersionIsFoundAmongOtherEntries() {
        LedgerEntry entry = create();
        for (int version = 1; version <= 9; version++) {
            entry = stopMany(addVersion(entry), version % 3);
        }
        for (int version = 1; version <= 9; version++) {
            LedgerEvent event = ledger.version(SPAM, version).orElseThrow().event();
            assertThat(((LedgerEvent.VersionAdded) event).manifest().version()).isEqualTo(version);
        }
        assertThat(ledger.version(SPAM, 10)).isEmpty();
        assertThat(ledger.version(SPAM, 0)).isEmpty();
        assertThat(versions(entry, null, 4)).containsExactly(9, 8, 7, 6);
        assertThat(versions(entry, 6, 4)).containsExactly(5, 4, 3, 2);
        assertThat(versions(entry, 2, 4)).containsExactly(1);
        assertThat(versions(entry, 1, 4)).isEmpty();
        assertThat(versions(entry, 77, 1)).containsExactly(9);
    }

    private List<Integer> versions(LedgerEntry newest, @Nullable Integer before, int limit) {
        return new History(ledger)
                .versions(newest, before, limit).stream()
                        .map(view -> view.manifest().version())
                        .toList();
    }

    @Test
    void aPageHoldsNoMoreThanItsLimit() {
        stopMany(create(), 5);
        History history = new History(ledger);
        assertThat(history.entries(SPAM, 2, 3)).extracting(LedgerEntry::number).containsExactly(2L, 3L, 4L);
        assertThat(history.entries(SPAM, 5, 100))
                .extracting(LedgerEntry::number)
                .containsExactly(5L, 6L);
        assertThat(history.entries(SPAM, 7, 100)).isEmpty();
    }

    @Test
    void nothingIsAppendedOverAHole() {
        LedgerEntry first = create();
        ledger.breakOff(SPAM, "entry 9 was told and is gone");
        assertThatThrownBy(() -> ledger.append(first, new LedgerEvent.Stopped("x"), "n"))
                .isInstanceOf(BrokenLedger.class)
                .hasMessageContaining("entry 9");
        ledger.mend(SPAM);
        LedgerEntry second = won(ledger.append(first, new LedgerEvent.Stopped("x"), "n"));
        assertThat(second.number()).isEqualTo(2);
    }

    @Test
    void anEntryThatWasDamagedOrMisplacedIsNeverRead() {
        LedgerEntry first = create();
        store.damage("ledgers/spam/2.json", Json.bytes(first));
        assertThatThrownBy(() -> ledger.newest(SPAM))
                .isInstanceOf(BrokenLedger.class)
                .hasMessageContaining("ledgers/spam/2.json holds another entry");
        store.damage("ledgers/spam/2.json", new byte[] {'{'});
        assertThatThrownBy(() -> ledger.newest(SPAM))
                .isInstanceOf(BrokenLedger.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aStrangersFolderIsNoDomain() {
        create();
        store.damage("ledgers/Not A Domain/1.json", new byte[] {1});
        ledger.discover();
        assertThat(ledger.domains()).containsExactly(SPAM);
    }

    private static int writeUntil(Ledger mine, int writer, int wins) {
        int won = 0;
        while (won < wins) {
            LedgerEntry newest = mine.newest(SPAM).orElseThrow();
            String nonce = writer + "-" + won;
            if (mine.append(newest, new LedgerEvent.Stopped(nonce), nonce) instanceof Appended.Won) {
                won++;
            }
        }
        return won;
    }

    private LedgerEntry addVersion(LedgerEntry before) {
        Manifest manifest = Samples.manifest(before.state(), Samples.FINE);
        LedgerEvent.VersionAdded added = new LedgerEvent.VersionAdded(
                manifest, Samples.mark(manifest.learnedUpTo()), new Decision(true, "a test says so"));
        return won(ledger.append(before, added, "v" + manifest.version()));
    }

    private LedgerEntry stopMany(LedgerEntry before, int count) {
        LedgerEntry last = before;
        for (int one = 0; one < count; one++) {
            last = won(ledger.append(last, new LedgerEvent.Stopped("stop " + one), "s" + last.number()));
        }
        return last;
    }

    private LedgerEntry create() {
        return won(ledger.create(SPAM, Samples.created(5), "n1"));
    }

    private Ledger registry() {
        return new Ledger(store, Clock.fixed(NOW, ZoneOffset.UTC), new Fault(""));
    }

    private static LedgerEntry won(Appended appended) {
        assertThat(appended).isInstanceOf(Appended.Won.class);
        return ((Appended.Won) appended).entry();
    }
}

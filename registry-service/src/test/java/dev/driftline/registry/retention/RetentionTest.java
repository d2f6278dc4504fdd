package dev.driftline.registry.retention;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Appended;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.store.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final int LIVE = 2;
    private static final int VERSIONS = 15;

    private record Settings(Duration every, int versions, Duration olderFor) implements RetentionSettings {}

    private final MemoryStore store = new MemoryStore();
    private final Blobs blobs = new Blobs(store);
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Ledger ledger = new Ledger(store, clock, new Fault(""));
    private final Settings settings = new Settings(Duration.ofHours(1), 10, Duration.ofDays(1));
    private final Retention retention = new Retention(ledger, blobs, clock, settings);

    @Test
    void afterADayOnlyTheStatesOfTheChampionAndTheLastTenVersionsAreLeft() {
        addVersions();
        assertThat(retention.sweep()).isZero();
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        assertThat(retention.sweep()).isEqualTo(4);
        assertThat(states()).containsExactly(2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(adapters()).hasSize(VERSIONS);
    }

    @Test
    void aChampionsStateGoesOnceItIsChampionNoMore() {
        LedgerEntry last = addVersions();
        now = now.plus(Duration.ofDays(2));
        retention.sweep();
        promoteTheNewest(last);
        assertThat(retention.sweep()).isEqualTo(1);
        assertThat(states()).doesNotContain(LIVE);
    }

    @Test
    void afterARestartNothingBelowTheFirstGoneStateIsReadButItsChampion() {
        addVersions();
        now = now.plus(Duration.ofDays(2));
        retention.sweep();
        store.delete("ledgers/spam/5.json"); // added version 4: reading it would fail
        Retention next = restarted(Retention.LOOK_BACK_ENTRIES);
        assertThat(next.sweep()).isZero();
        assertThat(states()).contains(LIVE).hasSize(11);
    }

    @Test
    void aChampionReplacedWhileTheServiceWasDownLosesItsState() {
        LedgerEntry last = addVersions();
        now = now.plus(Duration.ofDays(2));
        retention.sweep();
        promoteTheNewest(last);
        assertThat(restarted(Retention.LOOK_BACK_ENTRIES).sweep()).isEqualTo(1);
        assertThat(states()).doesNotContain(LIVE);
    }

    @Test
    void oneSweepLooksBackAtSoManyEntriesAndNothingIsDeletedBeforeAllWereLookedAt() {
        addVersions();
        now = now.plus(Duration.ofDays(2));
        Retention slow = restarted(11); // entries 16 to 6, which added versions 15 to 5
        assertThat(slow.sweep()).isZero();
        slow = restarted(11);
        assertThat(slow.sweep()).isZero();
        assertThat(slow.sweep()).isEqualTo(4);
        assertThat(states()).containsExactly(2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    private void promoteTheNewest(LedgerEntry last) {
        LedgerEntry added = ledger.version(SPAM, VERSIONS).orElseThrow();
        Manifest newest = ((LedgerEvent.VersionAdded) added.event()).manifest();
        ledger.append(last, new LedgerEvent.Promoted(newest.ref()), "by hand");
    }

    private Retention restarted(int lookBack) {
        Ledger fresh = new Ledger(store, clock, new Fault(""));
        fresh.discover();
        return new Retention(fresh, blobs, clock, settings, lookBack);
    }

    private LedgerEntry addVersions() {
        LedgerEntry entry = won(ledger.create(SPAM, Samples.created(0), "n1"));
        for (int version = 1; version <= VERSIONS; version++) {
            Manifest manifest = Samples.manifest(entry.state(), Samples.FINE);
            blobs.put(manifest.adapter(), Samples.adapter(version));
            blobs.put(manifest.state(), Samples.state(version));
            entry = won(ledger.append(
                    entry,
                    new LedgerEvent.VersionAdded(
                            manifest, Samples.mark(manifest.learnedUpTo()), new Decision(version == LIVE, "test")),
                    "v" + version));
        }
        return entry;
    }

    private List<Integer> states() {
        return present(IntStream.rangeClosed(1, VERSIONS).toArray(), true);
    }

    private List<Integer> adapters() {
        return present(IntStream.rangeClosed(1, VERSIONS).toArray(), false);
    }

    private List<Integer> present(int[] versions, boolean states) {
        return IntStream.of(versions)
                .filter(version -> blobs.size(Digest.of(states ? Samples.state(version) : Samples.adapter(version)))
                        .isPresent())
                .boxed()
                .toList();
    }

    private static LedgerEntry won(Appended appended) {
        return ((Appended.Won) appended).entry();
    }
}

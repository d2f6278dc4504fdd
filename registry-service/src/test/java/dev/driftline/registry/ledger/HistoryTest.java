package dev.driftline.registry.ledger;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.store.MemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private final HandSet clock = new HandSet();
    private final Ledger ledger = new Ledger(new MemoryStore(), clock, new Fault(""));
    private final History history = new History(ledger);

    @Test
    void whatWasLiveAtAnInstantIsTheChampionAfterTheLastEntryUpToIt() {
        at(0);
        won(ledger.create(SPAM, Samples.created(40), "n1"));
        at(10);
        add(false);
        assertThat(liveAt(10)).isEqualTo(new LiveThen(null, null));
        at(20);
        add(true);
        at(30);
        add(true);
        at(40);
        append(new LedgerEvent.RolledBack(newest().state().earlierChampions().getFirst()));

        assertThat(versionAt(-1)).as("before it was created").isNull();
        assertThat(versionAt(19)).isNull();
        assertThat(versionAt(20)).as("at the very instant").isEqualTo(2);
        assertThat(versionAt(29)).isEqualTo(2);
        assertThat(versionAt(35)).isEqualTo(3);
        assertThat(versionAt(99)).as("after the rollback").isEqualTo(2);
        assertThat(liveAt(-1).firstAt()).isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void noLedgersTimeGoesBackWhenAClockDoes() {
        at(0);
        won(ledger.create(SPAM, Samples.created(40), "n1"));
        at(20);
        add(true);
        at(10);
        assertThat(add(true).at()).isEqualTo(NOON.plusSeconds(20));
        at(30);
        assertThat(versionAt(19)).isNull();
        assertThat(versionAt(20)).isEqualTo(2);
    }

    @Test
    void whileAClockThatRanAheadIsNotCaughtUpWithThePresentIsTheNewestEntry() {
        at(0);
        won(ledger.create(SPAM, Samples.created(40), "n1"));
        at(10);
        add(true);
        at(3600);
        add(true);
        at(20);
        add(true);
        assertThat(versionAt(20)).isEqualTo(3);
        assertThat(versionAt(15)).as("a question is on its way for a moment").isEqualTo(3);
        assertThat(versionAt(5)).as("the past stays").isNull();
        at(3601);
        assertThat(versionAt(3595)).as("caught up with").isEqualTo(1);
        assertThat(versionAt(3600)).isEqualTo(3);
    }

    private void at(int seconds) {
        clock.now = NOON.plusSeconds(seconds);
    }

    private LiveThen liveAt(int seconds) {
        return history.liveAt(newest(), NOON.plusSeconds(seconds), clock.now);
    }

    private @Nullable Integer versionAt(int seconds) {
        LiveThen live = liveAt(seconds);
        return live.version() == null ? null : live.version().version();
    }

    private LedgerEntry newest() {
        return ledger.newest(SPAM).orElseThrow();
    }

    private LedgerEntry add(boolean promote) {
        Manifest manifest = Samples.manifest(newest().state(), Samples.FINE);
        return append(new LedgerEvent.VersionAdded(
                manifest, Samples.mark(manifest.learnedUpTo()), new Decision(promote, "a test")));
    }

    private LedgerEntry append(LedgerEvent event) {
        return won(ledger.append(newest(), event, "n" + newest().number()));
    }

    private static LedgerEntry won(Appended appended) {
        assertThat(appended).isInstanceOf(Appended.Won.class);
        return ((Appended.Won) appended).entry();
    }

    /** Stands where a test sets it. */
    private static final class HandSet extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

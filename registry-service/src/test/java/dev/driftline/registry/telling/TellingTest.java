package dev.driftline.registry.telling;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Appended;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.place.PaperLog;
import dev.driftline.registry.store.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TellingTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private record Settings(Duration repairEvery, Duration pauseFrom, Duration pauseTo) implements TellingSettings {}

    private final MemoryStore store = new MemoryStore();
    private final Ledger ledger = new Ledger(store, Clock.systemUTC(), new Fault(""));
    private final PaperBoard board = new PaperBoard();
    private final PaperLog log = new PaperLog();
    private final Telling telling = new Telling(
            ledger,
            new Blobs(store),
            board,
            log,
            new Fault(""),
            new Settings(Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofMillis(20)));

    @AfterEach
    void close() {
        telling.close();
    }

    @Test
    void anEntryIsToldSoonAfterItsNudge() {
        telling.start();
        nudge(create());
        assertThat(telling.awaitTold(SPAM, 1, SOON)).isTrue();
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L);
        assertThat(telling.lag()).isZero();
    }

    @Test
    void anEntryThatNobodyNudgedIsFoundByTheRepair() {
        create();
        telling.start();
        assertThat(telling.awaitTold(SPAM, 1, SOON)).isTrue();
    }

    @Test
    void beforeTheTopicsWereReadNothingIsTold() {
        nudge(create());
        assertThat(telling.awaitTold(SPAM, 1, Duration.ofMillis(100))).isFalse();
        assertThat(board.of(Notice.DOMAINS)).isEmpty();
        assertThat(telling.trouble()).isPresent();
        assertThat(telling.lag()).isEqualTo(1);
    }

    @Test
    void whileTheBrokerIsAwayItSaysSoAndAfterwardsItTells() throws InterruptedException {
        log.setAway(true);
        telling.start();
        nudge(create());
        assertThat(telling.awaitTold(SPAM, 1, Duration.ofMillis(100))).isFalse();
        assertThat(telling.trouble()).hasValue("the broker is away");
        log.setAway(false);
        assertThat(telling.awaitTold(SPAM, 1, SOON)).isTrue();
        awaitNoTrouble();
    }

    @Test
    void aBoardThatFailsIsTriedAgain() {
        telling.start();
        board.failAfter(1);
        nudge(create());
        assertThat(telling.awaitTold(SPAM, 1, Duration.ofMillis(100))).isFalse();
        board.failAfter(Integer.MAX_VALUE);
        assertThat(telling.awaitTold(SPAM, 1, SOON)).isTrue();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L);
    }

    @Test
    void aDomainWhoseTellingEndedInAnErrorIsToldLater() {
        board.failTellWith(new OutOfMemoryError("a test says so"));
        telling.start();
        nudge(create());
        assertThat(telling.awaitTold(SPAM, 1, SOON)).isTrue();
    }

    @Test
    void aRepairThatEndedInAnErrorIsFollowedByTheNext() {
        board.failHearWith(new OutOfMemoryError("a test says so"));
        create();
        telling.start();
        assertThat(telling.awaitTold(SPAM, 1, SOON)).isTrue();
    }

    @Test
    void aLostEventIsToldAgainByTheTimer() throws InterruptedException {
        telling.start();
        nudge(create());
        telling.awaitTold(SPAM, 1, SOON);
        board.lose(Notice.EVENTS);
        long deadline = System.nanoTime() + SOON.toNanos();
        while (board.of(Notice.EVENTS).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L);
    }

    @Test
    void pausesDoubleUpToTheirBound() {
        Pause pause = new Pause(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(pause.after(1)).isEqualTo(Duration.ofMillis(200));
        assertThat(pause.after(3)).isEqualTo(Duration.ofMillis(800));
        assertThat(pause.after(6)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pause.after(10_000)).isEqualTo(Duration.ofSeconds(5));
    }

    private void awaitNoTrouble() throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (telling.trouble().isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(telling.trouble()).isEmpty();
    }

    private void nudge(LedgerEntry entry) {
        telling.nudge(entry.state().domain(), entry.number());
    }

    private LedgerEntry create() {
        return ((Appended.Won) ledger.create(SPAM, Samples.created(0), "n1")).entry();
    }
}

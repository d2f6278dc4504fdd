package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.window.Lanes;
import dev.driftline.trainer.window.Task;
import dev.driftline.trainer.window.Window;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final FakeLog log = new FakeLog();
    private final Lanes lanes = new Lanes(Topics.EXAMPLES, () -> 0, 1_000_000);
    private final FakeDomains domains = new FakeDomains(lanes::told);
    private final FakeRejects rejects = new FakeRejects();
    private final Intake intake = new Intake(
            log, domains, rejects, lanes, new Patience(Duration.ofMillis(1)), new Tally(new SimpleMeterRegistry()));

    @Test
    void anExampleWaitsAndADuplicateDoesNot() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        intake.receive(List.of(
                log.add(0, Samples.record("weather", 1)),
                log.add(0, Samples.record("weather", 2)),
                log.add(0, Samples.record("weather", 1))));
        assertThat(waiting()).isEqualTo(2);
        assertThat(rejects.told).isEmpty();
    }

    @Test
    void theSameIdWithAnotherTextIsToldAsAConflict() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        intake.receive(List.of(
                log.add(0, Samples.record("weather", "1", "it rains", "rain")),
                log.add(0, Samples.record("weather", "1", "it rains", "sun"))));
        assertThat(waiting()).isEqualTo(1);
        assertThat(rejects.reason(1)).isEqualTo(Reason.CONFLICTING_ID);
    }

    @Test
    void theSameIdWithAnotherSecondTextOrNoneIsAConflictToo() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        intake.receive(List.of(
                log.add(0, Samples.pair("weather", "1", "it rains", "it is wet", "rain")),
                log.add(0, Samples.pair("weather", "1", "it rains", "it is wet", "rain")),
                log.add(0, Samples.pair("weather", "1", "it rains", "it is dry", "rain")),
                log.add(0, Samples.record("weather", "1", "it rains", "rain"))));
        assertThat(waiting()).isEqualTo(1);
        assertThat(rejects.told).hasSize(2);
        assertThat(rejects.reason(2)).isEqualTo(Reason.CONFLICTING_ID);
        assertThat(rejects.reason(3)).isEqualTo(Reason.CONFLICTING_ID);
    }

    @Test
    void whatOccurredBeforeReadingBeganIsADuplicateToo() {
        domains.tell(Samples.byCount("weather", 10));
        for (int i = 0; i < 20; i++) {
            log.add(0, Samples.record("weather", i));
        }
        assign(20);
        intake.receive(List.of(log.add(0, Samples.record("weather", 3)), log.add(0, Samples.record("weather", 33))));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void nothingIsCalledUnknownBeforeAllThatWasToldIsRead() {
        assign(0);
        domains.leaveUnread(Samples.byCount("weather", 10));
        intake.receive(List.of(log.add(0, Samples.record("weather", 1)), log.add(0, Samples.record("tides", 1))));
        assertThat(waiting()).isEqualTo(1);
        assertThat(rejects.reason(1)).isEqualTo(Reason.UNKNOWN_DOMAIN);
        assertThat(domains.catchUps).isEqualTo(1);
    }

    @Test
    void whatCannotBeLearnedIsToldInTheWordsOfEveryDoor() {
        domains.tell(Samples.byCount("weather", 10));
        domains.tell(Samples.domain("tides", 5, 0, 10, null));
        assign(0);
        intake.receive(List.of(
                log.add(0, "{nonsense".getBytes(StandardCharsets.UTF_8)),
                log.add(0, Samples.record("weather", "2", "it hails", "hail")),
                log.add(0, Samples.record("tides", 1)),
                log.add(0, new byte[0])));
        assertThat(rejects.told.values())
                .extracting(one -> one.reason())
                .containsExactly(Reason.BROKEN_JSON, Reason.UNKNOWN_LABEL, Reason.MISPLACED, Reason.BROKEN_JSON);
        assertThat(lanes.doneBelow(0)).hasValue(4);
    }

    @Test
    void aHoleInWhatTheChannelBringsIsReadByOffset() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        intake.receive(List.of(log.add(0, Samples.record("weather", 0))));
        log.add(0, Samples.record("weather", 1));
        log.add(0, Samples.record("weather", 2));
        intake.receive(List.of(log.add(0, Samples.record("weather", 3))));
        assertThat(waiting()).isEqualTo(4);
    }

    @Test
    void aLogThatBeginsAgainIsReadAnew() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        read(3);
        log.createAnew("another");
        intake.receive(List.of(log.add(0, Samples.record("weather", 1))));
        assertThat(waiting()).isEqualTo(1);
        assertThat(lanes.doneBelow(0)).hasValue(0);
    }

    @Test
    void aLogThatLostItsTailIsReadAgainFromTheFirstExampleThatWaits() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        read(5);
        log.shorten(0, 3);
        intake.receive(List.of(log.add(0, Samples.record("weather", 7))));
        assertThat(waiting()).as("0, 1, 2 and 7").isEqualTo(4);
        assertThat(lanes.doneBelow(0)).hasValue(0);
    }

    @Test
    void recordsThatRetentionTookBeforeTheyWereReadAreMissed() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        intake.receive(List.of(log.add(0, Samples.record("weather", 0))));
        for (int i = 1; i < 5; i++) {
            log.add(0, Samples.record("weather", i));
        }
        log.deleteBelow(0, 4);
        intake.receive(log.records(0, 4, 5));
        assertThat(lanes.needsFrom(new DomainName("weather"))).hasValue(0);
        assertThat(new PlaceCheck(log).trouble(Samples.byCount("weather", 10), 0))
                .hasValueSatisfying(why -> assertThat(why).contains("gone before they were learned: offsets 0..3"));
    }

    @Test
    void anEndThatRetentionTookIsNoSilentEnd() {
        domains.tell(Samples.byCount("weather", 10));
        log.add(0, Samples.record("weather", 0));
        log.add(0, Samples.record("weather", 1));
        assign(0);
        log.deleteBelow(0, 2);
        intake.passSilentEnds();
        intake.passSilentEnds();
        assertThat(lanes.needsFrom(new DomainName("weather"))).hasValue(0);
    }

    @Test
    void theReaderWaitsForABrokerThatIsAway() {
        domains.tell(Samples.byCount("weather", 10));
        assign(0);
        RawRecord record = log.add(0, Samples.record("weather", 0));
        log.stayAway(3);
        intake.receive(List.of(record));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void offsetsWithoutARecordDoNotKeepTheAgeFromCounting() {
        domains.tell(Samples.domain("weather", 0, 0, 10, Duration.ofSeconds(1)));
        RawRecord record = log.add(0, Samples.record("weather", 0));
        log.addSilence(0, 2);
        assign(0);
        intake.receive(List.of(record));
        lanes.opened(Samples.domain("weather", 0, 0, 10, Duration.ofSeconds(1)));
        assertThat(why()).startsWith("reading what waited");
        intake.passSilentEnds();
        intake.passSilentEnds();
        assertThat(why()).isEqualTo("waiting for 9 more examples or 1.0 s");
        assertThat(lanes.doneBelow(0)).hasValue(0);
    }

    @Test
    void aBacklogReadByOffsetIsJudgedAsTheChannelWould() throws InterruptedException {
        domains.tell(Samples.byCount("weather", 1_000));
        assign(0);
        for (int i = 0; i < 4_500; i++) {
            boolean again = i % 3 == 2;
            intake.receive(List.of(log.add(0, Samples.record("weather", again ? i - 1 : i))));
        }
        Backlog backlog = new Backlog(log, domains, lanes);
        lanes.opened(Samples.byCount("weather", 1_000));
        long to = 0;
        for (int window = 0; window < 3; window++) {
            Task task = lanes.await(Duration.ZERO).orElseThrow();
            if (task instanceof Task.Refill refill) {
                backlog.refill(refill);
                task = lanes.await(Duration.ZERO).orElseThrow();
            }
            Window cut = ((Task.Learn) task).window();
            assertThat(cut.interval().from()).isEqualTo(to);
            assertThat(cut.examples()).hasSize(1_000);
            to = cut.interval().to();
            assertThat(to).isEqualTo(1_500L * (window + 1) - 1);
            assertThat(cut.duplicates()).isEqualTo(window == 0 ? 499 : 500);
            lanes.told(Fold.next(cut.state(), new LedgerEvent.Withheld(new Exclusion(cut.interval(), "a test"), null)));
        }
        assertThat(waiting()).isZero();
        assertThat(lanes.doneBelow(0)).hasValue(4_500);
    }

    private void assign(long from) {
        intake.assigned(Topics.EXAMPLES, 0, Beginning.of(from, List.of(), log.bounds(Topics.EXAMPLES, 0)));
    }

    private void read(int examples) {
        for (int i = 0; i < examples; i++) {
            intake.receive(List.of(log.add(0, Samples.record("weather", i))));
        }
    }

    private int waiting() {
        return lanes.status(new DomainName("weather")).orElseThrow().waiting();
    }

    private String why() {
        return lanes.status(new DomainName("weather")).orElseThrow().why();
    }
}

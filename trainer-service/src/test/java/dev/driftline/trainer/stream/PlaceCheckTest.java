package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.trainer.Samples;
import org.junit.jupiter.api.Test;

class PlaceCheckTest {
    private final FakeLog log = new FakeLog();
    private final PlaceCheck check = new PlaceCheck(log);

    @Test
    void theLogOfTheStateIsInPlace() {
        assertThat(check.trouble(consumed(10), 10)).isEmpty();
    }

    @Test
    void aTopicCreatedAnewIsNotTheDomainsLog() {
        DomainState state = consumed(10);
        log.createAnew("another");
        assertThat(check.trouble(state, 10).orElseThrow()).contains("was created anew", Samples.TOPIC_ID, "another");
    }

    @Test
    void aLogThatEndsBeforeThePositionWasShortened() {
        DomainState state = consumed(10);
        log.createAnew(Samples.TOPIC_ID);
        assertThat(check.trouble(state, 10).orElseThrow())
                .contains("was shortened: it ends at 0, before the position 10");
    }

    @Test
    void aLogThatGrewAgainHoldsAnotherRecordAtTheMark() {
        DomainState state = consumed(10);
        log.createAnew(Samples.TOPIC_ID);
        for (int i = 0; i < 20; i++) {
            log.add(0, Samples.record("weather", 100 + i));
        }
        assertThat(check.trouble(state, 10).orElseThrow())
                .contains("grew again")
                .contains("record at 9");
    }

    @Test
    void recordsThatAreGoneBeforeTheyWereLearnedAreNamed() {
        DomainState state = consumed(10);
        log.deleteBelow(0, 14);
        assertThat(check.trouble(state, 12).orElseThrow())
                .contains("are gone before they were learned: offsets 12..13");
    }

    @Test
    void recordsThatWereLearnedMayGo() {
        DomainState state = consumed(10);
        log.deleteBelow(0, 10);
        assertThat(check.trouble(state, 10)).isEmpty();
    }

    private DomainState consumed(int records) {
        for (int i = 0; i < records + 5; i++) {
            log.add(0, Samples.record("weather", i));
        }
        Interval interval = new Interval(Samples.TOPIC_ID, 0, 0, records);
        return Fold.next(
                Samples.byCount("weather", records),
                new LedgerEvent.Withheld(
                        new Exclusion(interval, "a test"),
                        log.records(0, records - 1, records).getFirst().mark()));
    }
}

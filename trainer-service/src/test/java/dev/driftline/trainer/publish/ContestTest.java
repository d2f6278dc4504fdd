package dev.driftline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.publish.Contest.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final DomainState STATE = Samples.byCount("weather", 4);
    private static final DomainName DOMAIN = STATE.domain();

    private final FakeRegistry registry = new FakeRegistry();
    private final Iterator<String> nonces =
            Stream.iterate(1, n -> n + 1).map(n -> "nonce-" + n).iterator();
    private final Contest contest = new Contest(nonces::next);
    private final List<Contest.Try> tries = new ArrayList<>();

    ContestTest() {
        registry.create(STATE);
    }

    @Test
    void aRaceWithNobodyIsWon() {
        assertThat(stop()).isInstanceOf(Outcome.Won.class);
        assertThat(tries).containsExactly(new Contest.Try(STATE, "nonce-1"));
    }

    @Test
    void anEntryThatChangesNothingUnderneathIsFollowedByAnotherOffer() {
        registry.write(DOMAIN, "a person", new LedgerEvent.Released(null, new Decision(false, "a test")));
        assertThat(stop()).isInstanceOf(Outcome.Won.class);
        assertThat(tries).extracting(one -> one.state().number()).containsExactly(1L, 2L);
        assertThat(tries).extracting(Contest.Try::nonce).containsExactly("nonce-1", "nonce-2");
    }

    @Test
    void anEntryThatMovedThePositionEndsTheRace() {
        Interval interval = new Interval(Samples.TOPIC_ID, 0, 0, 4);
        registry.write(DOMAIN, "another trainer", new LedgerEvent.Withheld(new Exclusion(interval, "a test"), null));
        assertThat(stop()).isEqualTo(new Outcome.Lost(registry.newest(DOMAIN).state()));
        assertThat(tries).hasSize(1);
    }

    @Test
    void aStoppedDomainTakesNothing() {
        registry.write(DOMAIN, "another trainer", new LedgerEvent.Stopped("a test"));
        assertThat(stop()).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void aRefusalEndsTheRace() {
        assertThat(contest.run(STATE, at -> new Registry.Answer.Refused("400 no")))
                .isEqualTo(new Outcome.Refused("400 no"));
    }

    @Test
    void aRaceThatNeverEndsIsGivenUp() {
        Outcome outcome = contest.run(STATE, at -> {
            tries.add(at);
            return new Registry.Answer.Newer(registry.newest(DOMAIN));
        });
        assertThat(outcome).isInstanceOf(Outcome.Lost.class);
        assertThat(tries).hasSize(16);
    }

    private Outcome stop() {
        return contest.run(STATE, at -> {
            tries.add(at);
            return registry.stop(DOMAIN, new StopRequest(at.state().number(), at.nonce(), "a test"));
        });
    }
}

package dev.driftline.trainer;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.Registry;
import dev.driftline.trainer.step.Learning;
import dev.driftline.trainer.stream.Commits;
import dev.driftline.trainer.stream.PlaceCheck;
import dev.driftline.trainer.window.Lanes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Opens a domain for learning: the registry's newest state counts, what a continued domain left unread is read again,
 * and a log that is not the one of the state stops it, as settings do that the base can never fit.
 */
final class Opening {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Registry registry;
    private final Contest contest;
    private final Lanes lanes;
    private final Commits commits;
    private final PlaceCheck places;
    private final Learning learning;
    private final Factors factors;

    Opening(
            Registry registry,
            Contest contest,
            Lanes lanes,
            Commits commits,
            PlaceCheck places,
            Learning learning,
            Factors factors) {
        this.registry = registry;
        this.contest = contest;
        this.lanes = lanes;
        this.commits = commits;
        this.places = places;
        this.learning = learning;
        this.factors = factors;
    }

    void open(DomainState told) {
        Optional<DomainState> found = registry.state(told.domain());
        if (found.isEmpty() || behind(found.get(), told)) {
            lanes.pause(
                    told.domain(),
                    "topic domains tells entry " + told.number() + " of " + told.domain() + ", but the registry has "
                            + found.map(state -> "only " + state.number()).orElse("none")
                            + ": refused; run `driftline doctor`",
                    PAUSE);
            return;
        }
        DomainState state = found.get();
        lanes.told(state);
        if (state.stopped() != null) {
            return;
        }
        if (wasContinued(state)) {
            lanes.readAgain(state.domain());
            commits.commit();
        }
        if (isInPlace(state) && fits(state)) {
            factors.prepare(state.spec().settings());
            lanes.opened(state);
            LOG.infof(
                    "trainer.domain name=%s entry=%d version=%d position=%d:%d",
                    state.domain(),
                    state.number(),
                    state.versions(),
                    state.place().partition(),
                    state.position());
        }
    }

    /** Whether the domain's log is the right one; if not, the domain is stopped in the ledger, with the reason. */
    boolean isInPlace(DomainState state) {
        long needsFrom = lanes.needsFrom(state.domain()).orElse(state.position());
        Optional<String> trouble = places.trouble(state, needsFrom);
        trouble.ifPresent(reason -> stop(state, reason));
        return trouble.isEmpty();
    }

    /** Whether the base can learn by the domain's settings; if not, no other try ends otherwise, and the domain is stopped. */
    private boolean fits(DomainState state) {
        try {
            learning.require(state.spec().settings());
            return true;
        } catch (InvalidValue e) {
            stop(state, "its settings do not fit the trainer's base: " + e.getMessage());
            return false;
        }
    }

    private void stop(DomainState state, String reason) {
        LOG.errorf("trainer.stopped domain=%s reason=%s", state.domain(), reason);
        Contest.Outcome outcome = contest.run(
                state,
                at -> registry.stop(state.domain(), new StopRequest(at.state().number(), at.nonce(), reason)));
        switch (outcome) {
            case Contest.Outcome.Won won -> lanes.told(won.entry().state());
            case Contest.Outcome.Lost lost -> lanes.told(lost.newest());
            case Contest.Outcome.Refused refused ->
                lanes.pause(state.domain(), reason + "; the registry refuses to stop it: " + refused.why(), PAUSE);
        }
    }

    private static boolean behind(DomainState found, DomainState told) {
        return found.ledgerId().equals(told.ledgerId()) && found.number() < told.number();
    }

    /** Whether the domain was continued since its position last moved: then no reader has passed what lies behind it. */
    private boolean wasContinued(DomainState state) {
        for (long number = state.number(); number >= 1; number--) {
            Optional<Boolean> answer = switch (registry.entry(state.domain(), number)
                    .event()) {
                case LedgerEvent.Continued _ -> Optional.of(true);
                // an import moves no position
                case LedgerEvent.VersionAdded added when added.manifest().origin() != null -> Optional.empty();
                case LedgerEvent.Created _, LedgerEvent.VersionAdded _, LedgerEvent.Withheld _ -> Optional.of(false);
                case LedgerEvent.Promoted _, LedgerEvent.RolledBack _ -> Optional.empty();
                case LedgerEvent.Released _, LedgerEvent.Stopped _, LedgerEvent.TrafficSet _ -> Optional.empty();
            };
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return false;
    }
}

package dev.driftline.trainer.publish;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The race for a domain's next ledger entry. Work done on one state stands while others changed nothing that it rests on. */
public final class Contest {
    private static final int MOST_ROUNDS = 16;

    private final Supplier<String> nonces;

    public Contest(Supplier<String> nonces) {
        this.nonces = nonces;
    }

    /** How the race ended. */
    public sealed interface Outcome {
        /** The entry is ours. */
        record Won(LedgerEntry entry) implements Outcome {}

        /** Others changed what the work rests on: it is dropped. */
        record Lost(DomainState newest) implements Outcome {}

        /** The registry refuses the work itself. */
        record Refused(String why) implements Outcome {}
    }

    /** One try: on which state, and the nonce of this offer. */
    public record Try(DomainState state, String nonce) {}

    /**
     * Runs until the work is written, lost or refused.
     *
     * @param state on which the work was done
     * @param offer makes the offer for a state whose ground is the same; called again after every entry of another
     */
    public Outcome run(DomainState state, Function<Try, Registry.Answer> offer) {
        DomainState newest = state;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            switch (offer.apply(new Try(newest, nonces.get()))) {
                case Registry.Answer.Written written -> {
                    return new Outcome.Won(written.entry());
                }
                case Registry.Answer.Refused refused -> {
                    return new Outcome.Refused(refused.why());
                }
                case Registry.Answer.Newer newer -> newest = newer.newest().state();
            }
            if (!sameGround(state, newest)) {
                return new Outcome.Lost(newest);
            }
        }
        return new Outcome.Lost(newest);
    }

    /** Whether an update made on {@code made} may still be added on {@code now}; champion and hold may differ. */
    static boolean sameGround(DomainState made, DomainState now) {
        return made.ledgerId().equals(now.ledgerId())
                && Objects.equals(made.trunk(), now.trunk())
                && made.versions() == now.versions()
                && made.windows() == now.windows()
                && made.position() == now.position()
                && made.place().equals(now.place())
                && made.logGeneration() == now.logGeneration()
                && made.spec().number() == now.spec().number()
                && made.pendingExclusions().equals(now.pendingExclusions())
                && now.stopped() == null;
    }
}

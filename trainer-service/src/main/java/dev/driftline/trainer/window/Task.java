package dev.driftline.trainer.window;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;

/** What the training thread does next for one domain. */
public sealed interface Task {
    DomainState state();

    default DomainName domain() {
        return state().domain();
    }

    /** Ask the registry for the newest state and look whether the log is still the one it speaks of. */
    record Open(DomainState state) implements Task {}

    /**
     * Read {@code [from, to)} by offset: the buffer was full, or the domain was continued.
     *
     * @param room how many examples it takes
     */
    record Refill(DomainState state, long from, long to, int room) implements Task {}

    /** A window is due. */
    record Learn(Window window) implements Task {
        @Override
        public DomainState state() {
            return window.state();
        }
    }
}

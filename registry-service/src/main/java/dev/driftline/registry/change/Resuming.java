package dev.driftline.registry.change;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.registry.place.Offsets;
import dev.driftline.registry.place.TopicDescription;
import org.jspecify.annotations.Nullable;

/** Where a stopped domain goes on, from what its place holds now. A pure function. */
final class Resuming {
    private Resuming() {}

    /**
     * @param topic as it is now
     * @param offsets of the domain's partition
     * @param found the record at the state's mark; null when it is not there
     */
    static LedgerEvent.Continued decide(
            DomainState state, TopicDescription topic, Offsets offsets, @Nullable LogMark found) {
        Place old = state.place();
        Place place = new Place(topic.name(), topic.id(), old.partition());
        if (!topic.id().equals(old.topicId())) {
            return new LedgerEvent.Continued(place, true, offsets.beginning()); // another topic: all of it is new
        }
        if (offsets.end() < state.position()) {
            return new LedgerEvent.Continued(place, true, offsets.end()); // shortened: what is there was consumed
        }
        LogMark mark = state.mark();
        if (isGone(state, mark, offsets)) {
            // old records were deleted: the rest is still the same log, but nothing kept points into it safely
            return new LedgerEvent.Continued(place, true, Math.max(state.position(), offsets.beginning()));
        }
        if (mark != null && !mark.equals(found)) {
            return new LedgerEvent.Continued(place, true, offsets.end()); // shortened, and grew again
        }
        return new LedgerEvent.Continued(place, false, state.position());
    }

    private static boolean isGone(DomainState state, @Nullable LogMark mark, Offsets offsets) {
        return offsets.beginning() > state.position() || mark != null && mark.offset() < offsets.beginning();
    }
}

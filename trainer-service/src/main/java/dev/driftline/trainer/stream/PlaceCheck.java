package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.window.LogMark;
import java.util.List;
import java.util.Optional;

/** Whether a domain's log is still the one its state speaks of. */
public final class PlaceCheck {
    private final Log log;

    public PlaceCheck(Log log) {
        this.log = log;
    }

    /**
     * Why the domain cannot go on, if so.
     *
     * @param needsFrom the lowest offset that it has still to learn
     */
    public Optional<String> trouble(DomainState state, long needsFrom) {
        Place place = state.place();
        String where = "partition " + place.partition() + " of " + place.topic();
        String id = log.topicId(place.topic());
        if (!id.equals(place.topicId())) {
            return Optional.of("topic " + place.topic() + " was created anew: its id was " + place.topicId()
                    + " and is now " + id);
        }
        Log.Bounds bounds = log.bounds(place.topic(), place.partition());
        if (bounds.end() < state.position()) {
            return Optional.of(
                    where + " was shortened: it ends at " + bounds.end() + ", before the position " + state.position());
        }
        if (bounds.start() > needsFrom) {
            return Optional.of("records of " + where + " are gone before they were learned: offsets " + needsFrom + ".."
                    + (bounds.start() - 1));
        }
        LogMark mark = state.mark();
        if (mark == null || mark.offset() < bounds.start()) {
            return Optional.empty();
        }
        List<RawRecord> found = log.fetch(place.topic(), place.partition(), List.of(mark.offset()));
        return found.size() == 1 && found.getFirst().mark().equals(mark)
                ? Optional.empty()
                : Optional.of(where + " was shortened and grew again: the record at " + mark.offset()
                        + ", the last one learned, is not the same any more");
    }
}

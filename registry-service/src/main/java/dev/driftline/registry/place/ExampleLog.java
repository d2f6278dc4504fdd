package dev.driftline.registry.place;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.window.LogMark;
import java.util.Optional;

/** The topics as places. Every method throws {@link BrokerAway} when the broker does not answer in time. */
public interface ExampleLog {
    /** Makes the topics of the line that are not there. */
    void ensureTopics();

    /** The topic as it is now; nothing when there is none of that name. */
    Optional<TopicDescription> describe(String topic);

    Offsets offsets(Place place);

    /** The record at {@code offset}, as a mark; nothing when it is not there any more. */
    Optional<LogMark> markAt(Place place, long offset);
}

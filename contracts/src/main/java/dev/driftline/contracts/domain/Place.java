package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/**
 * Where all of a domain's examples lie, fixed when it is created.
 *
 * @param topicId Kafka's UUID of the topic: another topic of the same name is another place
 */
public record Place(String topic, String topicId, int partition) {
    public Place {
        unless(!topic.isBlank(), "topic", "must not be blank");
        unless(!topicId.isBlank(), "topicId", "must not be blank");
        unless(partition >= 0, "partition", "must be 0 or more");
    }
}

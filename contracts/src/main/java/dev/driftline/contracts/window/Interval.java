package dev.driftline.contracts.window;

import static dev.driftline.contracts.wire.InvalidValue.unless;

/**
 * The offsets {@code [from, to)} of one partition.
 *
 * @param topicId Kafka's UUID of the topic
 */
public record Interval(String topicId, int partition, long from, long to) {
    public Interval {
        unless(!topicId.isBlank(), "topicId", "must not be blank");
        unless(partition >= 0, "partition", "must be 0 or more");
        unless(from >= 0, "from", "must be 0 or more");
        unless(to >= from, "to", "must not lie before from");
    }

    /** Whether this begins where {@code before} ends, in the same log. */
    public boolean continues(Interval before) {
        return topicId.equals(before.topicId) && partition == before.partition && from == before.to;
    }

    Interval until(long end) {
        return new Interval(topicId, partition, from, end);
    }

    @Override
    public String toString() {
        return partition + ":" + from + ".." + (to - 1);
    }
}

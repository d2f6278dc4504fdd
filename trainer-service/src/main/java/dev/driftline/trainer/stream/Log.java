package dev.driftline.trainer.stream;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Kafka's log, read by offset and apart from the group. Every method throws {@link LogAway} when the broker is silent. */
public interface Log {
    /**
     * A partition's bounds.
     *
     * @param start offset of the first record that is still there
     * @param end offset of the next record to come
     */
    record Bounds(long start, long end) {}

    /** Kafka's UUID of a topic. */
    String topicId(String topic);

    Map<Integer, Bounds> bounds(String topic, Collection<Integer> partitions);

    default Bounds bounds(String topic, int partition) {
        return Objects.requireNonNull(bounds(topic, List.of(partition)).get(partition));
    }

    /** Gives every record of {@code [from, to)} that is there to {@code sink}, in order, until it says false. */
    void scan(String topic, int partition, long from, long to, Predicate<RawRecord> sink);

    /** The records at these offsets; what is gone is left out. */
    List<RawRecord> fetch(String topic, int partition, Collection<Long> offsets);
}

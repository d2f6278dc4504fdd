package dev.driftline.registry.place;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.wire.Murmur2;
import java.nio.charset.StandardCharsets;

/**
 * A topic as it is now.
 *
 * @param id Kafka's UUID: another topic of the same name has another
 */
public record TopicDescription(String name, String id, int partitions) {
    /** Where a new domain's examples lie: the partition that a plain producer with key = domain chooses. */
    public Place placeOf(DomainName domain) {
        byte[] key = domain.value().getBytes(StandardCharsets.UTF_8);
        return new Place(name, id, Murmur2.partition(key, partitions));
    }
}

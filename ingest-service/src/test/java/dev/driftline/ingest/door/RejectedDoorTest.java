package dev.driftline.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import dev.driftline.ingest.FakeDomains;
import dev.driftline.ingest.rejected.RejectedShelf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** One record lies in the topic: it names a domain that does not exist. */
final class RejectedDoorTest {
    private static final String TOPIC = "examples.rejected";
    private static final String RECORD = "{\"domain\":\"nobody\"}";

    private final FakeDomains domains = FakeDomains.withSpam();
    private final RejectedDoor door =
            new RejectedDoor(new RejectedShelf(RejectedDoorTest::consumer), domains, System::nanoTime);

    @Test
    void aDomainThatExistsMayHaveNoRejects() {
        assertThat(door.of(FakeDomains.SPAM, "50")).isEmpty();
        DomainName fresh = new DomainName("fresh");
        domains.tell(FakeDomains.state(fresh, "ham", "spam"));
        assertThat(door.of(fresh, "50")).isEmpty();
    }

    @Test
    void aDomainThatNeitherExistsNorIsNamedIsNotFound() {
        assertThatThrownBy(() -> door.of(new DomainName("sapm"), "50"))
                .isInstanceOf(NoSuchDomain.class)
                .hasMessageContaining("domain: 'sapm' does not exist, and no rejected record names it");
    }

    @Test
    void whatNamesADomainThatDoesNotExistStaysReadable() {
        assertThat(door.of(new DomainName("nobody"), "50"))
                .extracting(RejectedRecord::record)
                .containsExactly(RECORD);
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(1, "localhost", 1);
        consumer.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, 1L));
        consumer.schedulePollTask(() -> consumer.addRecord(
                new ConsumerRecord<>(TOPIC, 0, 0, new byte[0], RECORD.getBytes(StandardCharsets.UTF_8))));
        return consumer;
    }
}

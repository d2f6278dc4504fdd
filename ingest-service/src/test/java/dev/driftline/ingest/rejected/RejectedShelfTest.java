package dev.driftline.ingest.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import dev.driftline.contracts.wire.RejectHeaders;
import dev.driftline.ingest.broker.BrokerAway;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class RejectedShelfTest {
    private static final String TOPIC = "examples.rejected";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Optional<DomainName> SPAM = Optional.of(new DomainName("spam"));

    private final List<ConsumerRecord<byte[], byte[]>> told = new ArrayList<>();
    private final RejectedShelf shelf = new RejectedShelf(this::consumer);

    @Test
    void theNewestComeFirstAndNoMoreThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            tell("spam", "rubbish " + i, Map.of(RejectHeaders.ID, "id" + i));
        }

        assertThat(shelf.newest(SPAM, 3)).extracting(RejectedRecord::id).containsExactly("id4", "id3", "id2");
        assertThat(shelf.newest(Optional.empty(), 100)).hasSize(5);
    }

    @Test
    void aRejectCarriesWhatWasSaidOfItAndItsBeginning() {
        tell(
                "spam",
                "x".repeat(5_000),
                Map.of(
                        RejectHeaders.ID, "7",
                        RejectHeaders.REASON, "oversized",
                        RejectHeaders.FIELD, "text",
                        RejectHeaders.MESSAGE, "text: is long"));

        assertThat(shelf.newest(SPAM, 1))
                .containsExactly(new RejectedRecord(
                        "7",
                        "oversized",
                        "text",
                        "text: is long",
                        Instant.ofEpochMilli(1_000),
                        "x".repeat(2_048),
                        null));
    }

    @Test
    void aRejectThatCameByItsTopicSaysWhereItLies() {
        tell(
                "anything",
                "{\"domain\":\"spam\"}",
                Map.of(RejectHeaders.TOPIC, "examples", RejectHeaders.PARTITION, "3", RejectHeaders.OFFSET, "17"));

        assertThat(shelf.newest(SPAM, 1).getFirst().coordinate())
                .isEqualTo(new RejectedRecord.Coordinate("examples", 3, 17));
    }

    @Test
    void aDomainsRejectsAreThoseOfItsKeyOrThatNameIt() {
        tell("spam", "rubbish", Map.of(RejectHeaders.ID, "by key"));
        tell("spam/7", "rubbish", Map.of(RejectHeaders.ID, "by key and id"));
        tell("", "{\"domain\":\"spam\"}", Map.of(RejectHeaders.ID, "by name"));
        tell("spam2", "rubbish", Map.of(RejectHeaders.ID, "another's"));
        tell("", "{\"domain\":\"ham\"}", Map.of(RejectHeaders.ID, "another's too"));

        assertThat(shelf.newest(SPAM, 10))
                .extracting(RejectedRecord::id)
                .containsExactly("by name", "by key and id", "by key");
    }

    @Test
    void aRejectToldTwiceIsShownOnce() {
        tell("spam", "rubbish", Map.of(RejectHeaders.ID, "7"));
        tell("spam", "rubbish", Map.of(RejectHeaders.ID, "7"));

        assertThat(shelf.newest(SPAM, 10)).hasSize(1);
    }

    @Test
    void aRecordThatAnotherHandPutThereIsShownAsItCanBe() {
        tell("spam", "rubbish", Map.of(RejectHeaders.TOPIC, "examples", RejectHeaders.PARTITION, "x"));

        RejectedRecord shown = shelf.newest(SPAM, 1).getFirst();
        assertThat(shown.id()).isEqualTo("examples.rejected-0-0");
        assertThat(shown.reason()).isEqualTo("unknown");
        assertThat(shown.coordinate()).isNull();
    }

    @Test
    void lookingBackEndsAtABound() {
        tell("spam", "rubbish", Map.of());
        for (int i = 0; i < RejectedShelf.MOST_LOOKED_AT; i++) {
            tell("ham", "rubbish", Map.of());
        }

        assertThat(shelf.newest(SPAM, 1)).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayIsToldAsSuch() {
        RejectedShelf away = new RejectedShelf(() -> {
            throw new KafkaException("nobody there");
        });

        assertThatThrownBy(() -> away.newest(SPAM, 1))
                .isInstanceOf(BrokerAway.class)
                .hasMessageContaining("nobody there");
    }

    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(1, "localhost", 1);
        consumer.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) told.size()));
        consumer.setMaxPollRecords(100_000);
        consumer.schedulePollTask(() -> told.forEach(consumer::addRecord));
        return consumer;
    }

    private void tell(String key, String value, Map<String, String> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, text) -> all.add(name, bytes(text)));
        told.add(new ConsumerRecord<>(
                TOPIC,
                0,
                told.size(),
                1_000 + told.size(),
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes(key),
                bytes(value),
                all,
                Optional.empty()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.driftline.serving.hints;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PLACE = new TopicPartition("domains", 0);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger clients = new AtomicInteger();
    private volatile boolean topicExists = true;
    private volatile long end;
    private volatile MockConsumer<byte[], byte[]> client = client();

    @Test
    void itIsThereWhenTheEndOfTheStartHasBeenPassed() {
        end(2);
        try (TopicReader reader = reader()) {
            reader.start();
            record(0, "a");
            eventually(() -> told.contains("a"));
            assertThat(reader.reached()).isFalse();
            record(1, "b");
            eventually(reader::reached);
            assertThat(told).containsExactly("a", "b");
        }
    }

    @Test
    void anEmptyTopicIsReachedAtOnce() {
        try (TopicReader reader = reader()) {
            reader.start();
            eventually(reader::reached);
        }
    }

    @Test
    void aTopicThatDoesNotExistYetIsWaitedFor() {
        topicExists = false;
        try (TopicReader reader = reader()) {
            reader.start();
            eventually(() -> clients.get() >= 2);
            assertThat(reader.reached()).isFalse();
            topicExists = true;
            eventually(reader::reached);
        }
    }

    @Test
    void readingToTheEndWaitsForTheEndOfThatMoment() {
        try (TopicReader reader = reader()) {
            reader.start();
            eventually(reader::reached);
            end(1);
            var asked = CompletableFuture.supplyAsync(() -> reader.readToEnd(Duration.ofSeconds(5)));
            record(0, "new");
            assertThat(asked.join()).isTrue();
            assertThat(told).containsExactly("new");
        }
    }

    @Test
    void readingToAnEndThatDoesNotComeIsBounded() {
        try (TopicReader reader = reader()) {
            reader.start();
            eventually(reader::reached);
            end(1);
            assertThat(reader.readToEnd(Duration.ofMillis(150))).isFalse();
        }
    }

    @Test
    void aFailedClientIsReplacedAndAllIsReadAgain() {
        end(1);
        try (TopicReader reader = reader()) {
            reader.start();
            record(0, "a");
            eventually(reader::reached);
            client.setPollException(new KafkaException("lost"));
            eventually(() -> clients.get() == 2);
            record(0, "a");
            eventually(() -> told.equals(List.of("a", "a")));
            assertThat(reader.alive()).isTrue();
        }
    }

    @Test
    void closingEndsTheThread() {
        TopicReader reader = reader();
        reader.start();
        eventually(reader::reached);
        reader.close();
        assertThat(reader.alive()).isFalse();
    }

    private TopicReader reader() {
        return new TopicReader(
                "domains",
                () -> {
                    client = client();
                    clients.incrementAndGet();
                    return client;
                },
                message -> told.add(new String(message.value(), StandardCharsets.UTF_8)));
    }

    private MockConsumer<byte[], byte[]> client() {
        MockConsumer<byte[], byte[]> made = new MockConsumer<>("earliest");
        if (topicExists) {
            Node node = new Node(1, "localhost", 1);
            made.updatePartitions(
                    "domains", List.of(new PartitionInfo("domains", 0, node, new Node[] {node}, new Node[] {node})));
        }
        made.updateBeginningOffsets(Map.of(PLACE, 0L));
        made.updateEndOffsets(Map.of(PLACE, end));
        return made;
    }

    private void end(long offset) {
        end = offset;
        client.updateEndOffsets(Map.of(PLACE, offset));
    }

    private void record(long offset, String value) {
        eventually(() -> client.assignment().contains(PLACE));
        client.addRecord(new ConsumerRecord<>("domains", 0, offset, null, value.getBytes(StandardCharsets.UTF_8)));
    }
}

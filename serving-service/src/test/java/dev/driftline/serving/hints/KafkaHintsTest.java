package dev.driftline.serving.hints;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaHintsTest {
    private static final int PASSED = 3;

    @ParameterizedTest
    @CsvSource({"domains, adapters", "adapters, domains"})
    void nothingIsReachedBeforeBothTopicsAre(String slow, String other) {
        Counting behind = new Counting(slow, 1);
        Counting ahead = new Counting(other, 0);
        Slots slots =
                new Slots(new FakeEngine(), new FakeBlobs(), 9, new SimpleMeterRegistry(), InstantSource.system());
        try (slots;
                KafkaHints hints =
                        new KafkaHints(topic -> topic.equals(slow) ? behind : ahead, Duration.ofSeconds(1), slots)) {
            eventually(() -> behind.polls.get() >= PASSED && ahead.polls.get() >= PASSED);
            assertThat(hints.reached()).isFalse();
            behind.addRecord(new ConsumerRecord<>(slow, 0, 0, new byte[1], new byte[1]));
            eventually(hints::reached);
        }
    }

    /** One partition, in which so many records are to be read. */
    private static final class Counting extends MockConsumer<byte[], byte[]> {
        private final AtomicInteger polls = new AtomicInteger();

        private Counting(String topic, long end) {
            super("earliest");
            Node node = new Node(1, "localhost", 1);
            Node[] nodes = {node};
            updatePartitions(topic, List.of(new PartitionInfo(topic, 0, node, nodes, nodes)));
            updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 0L));
            updateEndOffsets(Map.of(new TopicPartition(topic, 0), end));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls.incrementAndGet();
            return super.poll(timeout);
        }
    }
}

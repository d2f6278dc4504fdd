package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.BrokerSettings;
import dev.driftline.registry.place.ExampleLog;
import dev.driftline.registry.place.TopicDescription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Follows the told topics and remembers the last record of each domain. One thread at a time. */
final class TopicTails {
    /** Events may be many: of them only so many last ones are read. */
    static final long MAX_EVENTS = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final int API_TIMEOUT_MILLIS = 5_000;

    /** One topic as read so far. */
    private static final class Tail {
        private final String topicId;
        private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
        private final Map<DomainName, Seen> last = new ConcurrentHashMap<>();
        private boolean whole = true;

        private Tail(String topicId) {
            this.topicId = topicId;
        }
    }

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ExampleLog log;
    private final Map<Notice, Tail> tails = new EnumMap<>(Notice.class);
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** @param consumers makes a consumer when one is needed: at first, and after a failure */
    TopicTails(Supplier<Consumer<byte[], byte[]>> consumers, ExampleLog log) {
        this.consumers = consumers;
        this.log = log;
    }

    /** Follows the topics of a real broker. */
    static TopicTails of(BrokerSettings broker, ExampleLog log) {
        return new TopicTails(() -> consumer(broker), log);
    }

    synchronized Heard hear() {
        try {
            Map<Notice, Map<DomainName, Seen>> last = new EnumMap<>(Notice.class);
            for (Notice notice : Notice.values()) {
                Tail tail = follow(notice);
                last.put(notice, Map.copyOf(tail.last));
            }
            Tail events = tails.get(Notice.EVENTS);
            return new Heard(last, events != null && events.whole);
        } catch (KafkaException e) {
            close();
            throw new BrokerAway("the broker did not hand over the told topics: " + e, e);
        }
    }

    synchronized void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            consumer = null;
        }
    }

    private Tail follow(Notice notice) {
        TopicDescription topic = log.describe(notice.topic()).orElse(null);
        if (topic == null) {
            log.ensureTopics();
            topic = log.describe(notice.topic())
                    .orElseThrow(() -> new BrokerAway("there is no topic " + notice.topic(), null));
        }
        Consumer<byte[], byte[]> reader = consumer();
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            partitions.add(new TopicPartition(notice.topic(), partition));
        }
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
        Tail tail = tails.get(notice);
        if (tail == null || !tail.topicId.equals(topic.id()) || isShorter(tail, ends)) {
            tail = begin(notice, topic.id(), reader.beginningOffsets(partitions), ends);
            tails.put(notice, tail);
        }
        read(reader, notice, tail, ends);
        return tail;
    }

    private static boolean isShorter(Tail tail, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> tail.next.getOrDefault(end.getKey(), 0L) > end.getValue());
    }

    private static Tail begin(
            Notice notice, String topicId, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        Tail tail = new Tail(topicId);
        beginnings.forEach((partition, beginning) -> {
            long end = ends.getOrDefault(partition, beginning);
            long from = notice == Notice.EVENTS ? Math.max(beginning, end - MAX_EVENTS) : beginning;
            tail.whole &= from == 0;
            tail.next.put(partition, from);
        });
        return tail;
    }

    private static void read(
            Consumer<byte[], byte[]> reader, Notice notice, Tail tail, Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        reader.assign(tail.next.keySet());
        tail.next.forEach(reader::seek);
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new BrokerAway("the broker is too slow in handing over " + notice.topic(), null);
            }
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                note(notice, tail, record);
            }
            tail.next.replaceAll((partition, before) -> reader.position(partition));
        }
    }

    private static void note(Notice notice, Tail tail, ConsumerRecord<byte[], byte[]> record) {
        DomainName domain = domain(record.key());
        if (domain == null) {
            return;
        }
        Seen seen =
                record.value() == null ? null : Seen.of(notice, record.value()).orElse(null);
        if (seen == null) {
            tail.last.remove(domain); // not ours: it hides ours, so ours is told again
        } else {
            tail.last.put(domain, seen);
        }
    }

    private static @Nullable DomainName domain(byte @Nullable [] key) {
        try {
            return key == null ? null : new DomainName(new String(key, StandardCharsets.UTF_8));
        } catch (InvalidValue e) {
            return null;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            consumer = consumers.get();
        }
        return consumer;
    }

    private static Consumer<byte[], byte[]> consumer(BrokerSettings broker) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_BYTES,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        API_TIMEOUT_MILLIS,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        API_TIMEOUT_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

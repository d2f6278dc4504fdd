package dev.driftline.trainer.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * The one reader by offsets: serves backlog, memory, exam and the index of ids. Its consumer belongs to no group; one
 * thread reads at a time, the others wait.
 */
public final class OffsetReader implements Log, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final long ANSWER_SECONDS = 20;
    /** Reading over so many records costs less than another request. */
    private static final int NEAR = 1_000;

    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;

    public OffsetReader(Admin admin, Consumer<byte[], byte[]> consumer) {
        this.admin = admin;
        this.consumer = consumer;
    }

    @Override
    public String topicId(String topic) {
        Map<String, TopicDescription> found =
                answer(admin.describeTopics(Set.of(topic)).allTopicNames(), "topic " + topic);
        return Objects.requireNonNull(found.get(topic)).topicId().toString();
    }

    @Override
    public Map<Integer, Bounds> bounds(String topic, Collection<Integer> partitions) {
        ListOffsetsResult starts = offsets(topic, partitions, OffsetSpec.earliest());
        ListOffsetsResult ends = offsets(topic, partitions, OffsetSpec.latest());
        Map<Integer, Bounds> bounds = new HashMap<>();
        for (int partition : partitions) {
            TopicPartition place = new TopicPartition(topic, partition);
            long start = answer(starts.partitionResult(place), "the beginning of " + place)
                    .offset();
            bounds.put(
                    partition,
                    new Bounds(
                            start,
                            answer(ends.partitionResult(place), "the end of " + place)
                                    .offset()));
        }
        return bounds;
    }

    private ListOffsetsResult offsets(String topic, Collection<Integer> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(new TopicPartition(topic, partition), which));
        return admin.listOffsets(question);
    }

    private static <T> T answer(KafkaFuture<T> future, String what) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LogAway("the broker does not tell " + what + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogAway("interrupted while the broker was asked for " + what, e);
        }
    }

    @Override
    public void scan(String topic, int partition, long from, long to, Predicate<RawRecord> sink) {
        Bounds bounds = bounds(topic, partition);
        long first = Math.max(from, bounds.start());
        long end = Math.min(to, bounds.end());
        if (first < end) {
            read(new TopicPartition(topic, partition), first, end, sink);
        }
    }

    @Override
    public List<RawRecord> fetch(String topic, int partition, Collection<Long> offsets) {
        if (offsets.isEmpty()) {
            return List.of();
        }
        Bounds bounds = bounds(topic, partition);
        TreeSet<Long> wanted = new TreeSet<>(offsets);
        List<RawRecord> found = new ArrayList<>();
        List<Long> there = List.copyOf(wanted.subSet(bounds.start(), bounds.end()));
        int first = 0;
        for (int i = 1; i <= there.size(); i++) {
            if (i == there.size() || there.get(i) - there.get(i - 1) > NEAR) {
                read(new TopicPartition(topic, partition), there.get(first), there.get(i - 1) + 1, record -> {
                    if (wanted.contains(record.offset())) {
                        found.add(record);
                    }
                    return true;
                });
                first = i;
            }
        }
        return found;
    }

    private synchronized void read(TopicPartition place, long from, long to, Predicate<RawRecord> sink) {
        try {
            consumer.assign(Set.of(place));
            consumer.seek(place, from);
            long heardNanos = System.nanoTime();
            long position = from;
            while (position < to) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() >= to || !sink.test(RawRecord.of(record))) {
                        return;
                    }
                }
                long now = consumer.position(place);
                if (now > position) {
                    heardNanos = System.nanoTime();
                    position = now;
                } else if (System.nanoTime() - heardNanos > SILENCE.toNanos()) {
                    throw new LogAway("the broker gave no record of " + place + " at " + position + " for " + SILENCE);
                }
            }
        } catch (KafkaException e) {
            throw new LogAway("reading " + place + " from " + from + ": " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        consumer.close(CloseOptions.timeout(POLL));
    }
}

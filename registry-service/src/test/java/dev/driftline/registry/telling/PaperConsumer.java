package dev.driftline.registry.telling;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Kafka's own test consumer over logs that a test writes. */
final class PaperConsumer extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    private final Map<TopicPartition, Long> firsts = new HashMap<>();
    private int read;

    PaperConsumer() {
        super("earliest");
    }

    void write(Notice notice, String key, byte @Nullable [] value) {
        TopicPartition partition = partition(notice);
        List<ConsumerRecord<byte[], byte[]>> log = logs.computeIfAbsent(partition, one -> new ArrayList<>());
        long offset = firsts.getOrDefault(partition, 0L) + log.size();
        log.add(new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Empties a topic; its next record has offset {@code first}. */
    void truncate(Notice notice, long first) {
        logs.remove(partition(notice));
        firsts.put(partition(notice), first);
    }

    /** Records handed over so far. */
    int read() {
        return read;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        for (TopicPartition partition : partitions) {
            updateBeginningOffsets(Map.of(partition, firsts.getOrDefault(partition, 0L)));
            logs.getOrDefault(partition, List.of()).forEach(this::addRecord);
        }
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        read += records.count();
        return records;
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition one : partitions) {
            ends.put(
                    one,
                    firsts.getOrDefault(one, 0L)
                            + logs.getOrDefault(one, List.of()).size());
        }
        return ends;
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        partitions.forEach(one -> beginnings.put(one, firsts.getOrDefault(one, 0L)));
        return beginnings;
    }

    private static TopicPartition partition(Notice notice) {
        return new TopicPartition(notice.topic(), 0);
    }
}

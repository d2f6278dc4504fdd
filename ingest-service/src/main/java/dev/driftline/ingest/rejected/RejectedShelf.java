package dev.driftline.ingest.rejected;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.ingest.broker.BrokerAway;
import dev.driftline.ingest.desk.Crowded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads `examples.rejected` backwards, a stretch at a time, as far as is asked for and no further than a bound. */
public final class RejectedShelf {
    /** Records of a partition that are looked at, at most. */
    static final int MOST_LOOKED_AT = 20_000;

    private static final int STRETCH = 1_000;
    private static final Duration BROKER_WAIT = Duration.ofSeconds(3);
    private static final int READERS = 2;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Semaphore readers = new Semaphore(READERS);

    /** Opens one of {@code consumers}, without a group, for each question. */
    public RejectedShelf(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /**
     * The newest rejects, newest first, each once.
     *
     * @param domain null: of all domains
     * @throws BrokerAway when the broker is away; {@link Crowded} when too many ask at once
     */
    public List<RejectedRecord> newest(Optional<DomainName> domain, int limit) {
        if (!readers.tryAcquire()) {
            throw new Crowded("rejects are being read by " + READERS + " others: come again");
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<RejectedRecord> found = new ArrayList<>();
            for (TopicPartition partition : partitions(consumer)) {
                found.addAll(newest(consumer, partition, domain, limit));
            }
            return found.stream()
                    .sorted(Comparator.comparing(RejectedRecord::at).reversed())
                    .limit(limit)
                    .toList();
        } catch (KafkaException e) {
            throw new BrokerAway("topic " + Topics.REJECTED + " cannot be read: " + e.getMessage(), e);
        } finally {
            readers.release();
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.REJECTED, BROKER_WAIT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static List<RejectedRecord> newest(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, Optional<DomainName> domain, int limit) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        long end = end(consumer.endOffsets(one, BROKER_WAIT), partition);
        long begin = Math.max(end(consumer.beginningOffsets(one, BROKER_WAIT), partition), end - MOST_LOOKED_AT);
        List<RejectedRecord> found = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (long to = end; to > begin && found.size() < limit; to -= STRETCH) {
            stretch(consumer, partition, Math.max(begin, to - STRETCH), to, domain).reversed().stream()
                    .filter(reject -> found.size() < limit && ids.add(reject.id()))
                    .forEach(found::add);
        }
        return found;
    }

    private static long end(Map<TopicPartition, Long> offsets, TopicPartition of) {
        return offsets.getOrDefault(of, 0L);
    }

    /** Shortened while they are read: a stretch of whole rejects could be larger than the heap. */
    private static List<RejectedRecord> stretch(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long from,
            long to,
            Optional<DomainName> domain) {
        List<RejectedRecord> records = new ArrayList<>();
        consumer.seek(partition, from);
        while (consumer.position(partition, BROKER_WAIT) < to) {
            var some = consumer.poll(BROKER_WAIT);
            if (some.isEmpty()) {
                throw new BrokerAway(
                        "topic " + Topics.REJECTED + " gave no record within " + BROKER_WAIT.toSeconds() + " s");
            }
            some.records(partition).stream()
                    .filter(record -> record.offset() < to)
                    .filter(record -> domain.isEmpty() || Reject.isOf(record, domain.get()))
                    .map(Reject::read)
                    .forEach(records::add);
        }
        return records;
    }
}

package dev.driftline.registry.place;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The topics as a real broker has them. Safe for many threads. */
public final class KafkaExampleLog implements ExampleLog, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaExampleLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SIGHT_PAUSE = Duration.ofMillis(50);

    private final BrokerSettings broker;
    private final TopicPlan plan;
    private @Nullable Admin admin;

    public KafkaExampleLog(BrokerSettings broker, TopicSettings topics) {
        this.broker = broker;
        plan = new TopicPlan(topics);
    }

    @Override
    public void ensureTopics() {
        List<NewTopic> missing = new ArrayList<>();
        for (NewTopic topic : plan.topics()) {
            if (describe(topic.name()).isEmpty()) {
                missing.add(topic);
            }
        }
        for (NewTopic topic : missing) {
            try {
                answer(admin().createTopics(List.of(topic)).all());
                LOG.infof("place.topic-made topic=%s partitions=%d", topic.name(), topic.numPartitions());
            } catch (TopicExistsException e) {
                LOG.debugf("place.topic-there topic=%s", topic.name());
            }
            awaitSight(topic.name());
        }
    }

    /** A topic that was made is not at once known to every broker. */
    private void awaitSight(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (describe(topic).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new BrokerAway("topic " + topic + " was made and is not to be seen", null);
            }
            LockSupport.parkNanos(SIGHT_PAUSE.toNanos());
        }
    }

    @Override
    public Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(answer(admin().describeTopics(List.of(topic)).allTopicNames()))
                    .map(found -> found.get(topic))
                    .map(found -> new TopicDescription(
                            topic,
                            found.topicId().toString(),
                            found.partitions().size()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    @Override
    public Offsets offsets(Place place) {
        TopicPartition partition = partition(place);
        return new Offsets(offset(partition, OffsetSpec.earliest()), offset(partition, OffsetSpec.latest()));
    }

    @Override
    public Optional<LogMark> markAt(Place place, long offset) {
        TopicPartition partition = partition(place);
        Offsets there = offsets(place);
        if (offset < there.beginning() || offset >= there.end()) {
            return Optional.empty();
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
            if (records.isEmpty()) {
                throw new BrokerAway("the broker did not hand over " + partition + " from " + offset, null);
            }
            ConsumerRecord<byte[], byte[]> first = records.iterator().next();
            return first.offset() == offset && first.value() != null
                    ? Optional.of(new LogMark(offset, Math.max(first.timestamp(), 0), Digest.of(first.value())))
                    : Optional.empty();
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private long offset(TopicPartition partition, OffsetSpec which) {
        return answer(admin().listOffsets(Map.of(partition, which)).partitionResult(partition))
                .offset();
    }

    /** Made when first needed: a broker whose name is not known yet must not keep the service from starting. */
    private synchronized Admin admin() {
        if (admin == null) {
            try {
                admin = Admin.create(Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "request.timeout.ms",
                        (int) PATIENCE.toMillis(),
                        "default.api.timeout.ms",
                        (int) PATIENCE.toMillis(),
                        "reconnect.backoff.max.ms",
                        1_000));
            } catch (KafkaException e) {
                throw away(e);
            }
        }
        return admin;
    }

    private <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnknownTopicOrPartitionException unknown -> throw unknown;
                case TopicExistsException exists -> throw exists;
                case null, default -> throw away(e);
            }
        } catch (TimeoutException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private BrokerAway away(Exception cause) {
        Throwable why = cause.getCause() == null ? cause : cause.getCause();
        return new BrokerAway("the broker at " + broker.bootstrapServers() + " does not answer: " + why, cause);
    }

    private static TopicPartition partition(Place place) {
        return new TopicPartition(place.topic(), place.partition());
    }
}

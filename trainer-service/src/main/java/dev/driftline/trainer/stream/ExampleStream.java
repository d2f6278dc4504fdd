package dev.driftline.trainer.stream;

import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.window.Lanes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The reading side of the trainer as one thing: what the doorways call, and what the training thread uses of it. */
public final class ExampleStream implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long TICK_MILLIS = 500;
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Lanes lanes;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final OffsetReader log;
    private final DomainFollower domains;
    private final Patience patience = new Patience(PAUSE);
    private final RejectTeller rejects;
    private final Intake intake;
    private final Backlog backlog;
    private final Commits commits;
    private final Thread follower;
    private @Nullable String topicId;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("trainer-ticks").factory());

    /**
     * @param broker commits offsets of topic examples for the group, and returns when they are committed
     */
    public ExampleStream(
            KafkaClients clients,
            Lanes lanes,
            MeterRegistry meters,
            java.util.function.Consumer<Map<TopicPartition, OffsetAndMetadata>> broker) {
        this.lanes = lanes;
        admin = clients.admin();
        producer = clients.producer();
        log = new OffsetReader(admin, clients.reader());
        domains = new DomainFollower(clients::follower, log, lanes::told);
        rejects = new RejectTeller(producer);
        intake = new Intake(log, domains, rejects, lanes, patience, new Tally(meters));
        backlog = new Backlog(log, domains, lanes);
        commits = new Commits(lanes, rejects, offsets -> broker.accept(inKafkasWords(offsets)), ticks);
        meters.gauge("driftline.trainer.lag", lanes, Lanes::lag);
        follower = Thread.ofPlatform().daemon().name("trainer-domains").unstarted(domains);
    }

    public void start() {
        follower.start();
        var _ = ticks.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public Log log() {
        return log;
    }

    public Backlog backlog() {
        return backlog;
    }

    public Commits commits() {
        return commits;
    }

    /** On the polling thread, before the first record of these partitions: seeks to where reading begins. */
    void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        patience.untilDone("begin", () -> {
            domains.catchUp();
            try {
                begin(consumer, partitions);
            } catch (KafkaException e) {
                throw new LogAway("the committed offsets: " + e.getMessage(), e);
            }
        });
    }

    private void begin(Consumer<?, ?> consumer, Collection<TopicPartition> places) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(places));
        Map<Integer, Log.Bounds> bounds = log.bounds(
                Topics.EXAMPLES, places.stream().map(TopicPartition::partition).toList());
        long waiting = 0;
        for (TopicPartition place : places) {
            OffsetAndMetadata before = committed.get(place);
            Beginning beginning = Beginning.of(
                    before == null ? null : before.offset(),
                    lanes.positions(place.partition()),
                    Objects.requireNonNull(bounds.get(place.partition())));
            consumer.seek(place, beginning.start());
            commits.forget(place.partition());
            intake.assigned(place.topic(), place.partition(), beginning);
            waiting += beginning.end() - beginning.start();
        }
        LOG.infof("trainer.assigned partitions=%d waiting=%d", places.size(), waiting);
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(place -> intake.revoked(place.partition()));
    }

    /** On a worker thread, batch by batch in order. */
    void receive(ConsumerRecords<byte[], byte[]> batch) {
        List<RawRecord> records = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            records.add(RawRecord.of(record));
        }
        intake.receive(records);
    }

    private void tick() {
        try {
            rejects.sendAgain();
            commits.commit();
            log.bounds(Topics.EXAMPLES, lanes.partitions())
                    .forEach((partition, bounds) -> lanes.endsAt(partition, bounds.end()));
            intake.passSilentEnds();
            lookForAnotherTopic();
        } catch (LogAway e) {
            LOG.debugf("trainer.tick later=%s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("trainer.tick failed; the next one tries again", e);
        }
    }

    private void lookForAnotherTopic() {
        String id = log.topicId(Topics.EXAMPLES);
        if (topicId != null && !topicId.equals(id)) {
            LOG.errorf("trainer.topic name=%s was=%s is=%s", Topics.EXAMPLES, topicId, id);
            intake.beginAnew();
            lanes.reopen();
        }
        topicId = id;
    }

    private static Map<TopicPartition, OffsetAndMetadata> inKafkasWords(Map<Integer, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> words = new HashMap<>();
        offsets.forEach((partition, offset) ->
                words.put(new TopicPartition(Topics.EXAMPLES, partition), new OffsetAndMetadata(offset)));
        return words;
    }

    @Override
    public void close() {
        patience.end();
        ticks.shutdownNow();
        domains.end();
        try {
            follower.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(FAREWELL);
        log.close();
        admin.close(FAREWELL);
    }
}

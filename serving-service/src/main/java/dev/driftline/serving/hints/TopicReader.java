package dev.driftline.serving.hints;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of one topic from the beginning, on one thread, for ever. When the client fails it begins again:
 * whoever takes the records bears to be told twice.
 */
final class TopicReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ASK_BROKER = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 64;

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink;
    private final Thread thread;
    private final BlockingQueue<CompletableFuture<Boolean>> asked = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<Goal> goals = new ArrayList<>();
    private final List<CompletableFuture<Boolean>> unplaced = new ArrayList<>();
    private final CompletableFuture<Boolean> start = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    /** Offsets to be reached, and who is told then. */
    private record Goal(Map<TopicPartition, Long> ends, CompletableFuture<Boolean> done) {}

    /** @param sink called on the reading thread; must not throw */
    TopicReader(
            String topic,
            Supplier<Consumer<byte[], byte[]>> clients,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        this.topic = topic;
        this.clients = clients;
        this.sink = sink;
        thread = Thread.ofPlatform().name("hints-" + topic).daemon().unstarted(this::run);
        asked.add(start);
    }

    void start() {
        thread.start();
    }

    /** Whether the end that the topic had at the start has been passed. */
    boolean reached() {
        return start.isDone();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** Waits until the end that the topic has now has been passed; false: not within {@code most}. */
    boolean readToEnd(Duration most) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        if (!asked.offer(done)) {
            return false;
        }
        try {
            return done.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException | ExecutionException e) {
            done.cancel(false);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        while (!closing) {
            try (var client = clients.get()) {
                reading = client;
                List<TopicPartition> partitions = partitions(client);
                client.assign(partitions);
                client.seekToBeginning(partitions);
                goals.forEach(goal -> unplaced.add(goal.done()));
                goals.clear();
                follow(client, partitions);
            } catch (WakeupException e) {
                LOG.debugf("hints.stop topic=%s", topic);
            } catch (KafkaException e) {
                LOG.warnf("hints.again topic=%s why=\"%s\"", topic, e.getMessage());
                pause();
            }
        }
    }

    /** Throws while the topic does not exist: the registry makes it. */
    private List<TopicPartition> partitions(Consumer<byte[], byte[]> client) {
        List<PartitionInfo> found = client.partitionsFor(topic, ASK_BROKER);
        if (found == null || found.isEmpty()) {
            throw new UnknownTopicOrPartitionException(topic + " does not exist yet");
        }
        return found.stream()
                .map(one -> new TopicPartition(topic, one.partition()))
                .toList();
    }

    private void follow(Consumer<byte[], byte[]> client, List<TopicPartition> partitions) {
        while (!closing) {
            place(client, partitions);
            client.poll(POLL).forEach(sink);
            goals.removeIf(goal ->
                    goal.done().isDone() || passed(client, goal) && goal.done().complete(true));
        }
    }

    /** Gives those who asked the end offsets of this moment; while the broker is away they stay without. */
    private void place(Consumer<byte[], byte[]> client, List<TopicPartition> partitions) {
        asked.drainTo(unplaced);
        unplaced.removeIf(CompletableFuture::isDone);
        if (unplaced.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, Long> ends = Map.copyOf(client.endOffsets(partitions, ASK_BROKER));
            unplaced.forEach(done -> goals.add(new Goal(ends, done)));
            unplaced.clear();
        } catch (TimeoutException e) {
            LOG.debugf("hints.waiting topic=%s why=\"%s\"", topic, e.getMessage());
        }
    }

    private static boolean passed(Consumer<byte[], byte[]> client, Goal goal) {
        try {
            return goal.ends().entrySet().stream()
                    .allMatch(end -> client.position(end.getKey(), ASK_BROKER) >= end.getValue());
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        Consumer<byte[], byte[]> client = reading;
        if (client != null) {
            client.wakeup();
        }
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

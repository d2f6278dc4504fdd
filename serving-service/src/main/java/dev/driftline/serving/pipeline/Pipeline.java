package dev.driftline.serving.pipeline;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.serving.predict.Ask;
import dev.driftline.serving.predict.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * One route's loop, on a thread of its own: poll, ask, write answers and the offsets in one transaction. Where the domain does not
 * answer it waits and stays in its group; where the broker fails, it begins again with new clients at what was committed.
 */
final class Pipeline implements AutoCloseable {
    static final int MOST_RECORDS = 32;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ASK_BROKER = Duration.ofSeconds(5);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Route route;
    private final Clients clients;
    private final Function<Ask, Reply> predictor;
    private final PipeMeters meters;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    /** @param predictor waits for the answer; many threads */
    Pipeline(Route route, Clients clients, Function<Ask, Reply> predictor, PipeMeters meters) {
        this.route = route;
        this.clients = clients;
        this.predictor = predictor;
        this.meters = meters;
        thread = Thread.ofPlatform().name("pipeline-" + route.name()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            try (Consumer<byte[], byte[]> consumer = clients.consumer();
                    Producer<byte[], byte[]> producer = clients.producer()) {
                reading = consumer;
                int from = partitions(consumer, route.from());
                Written written =
                        new Written(route, partitions(consumer, route.to()), partitions(consumer, route.rejected()));
                producer.initTransactions();
                meters.reads(from);
                consumer.subscribe(List.of(route.from()));
                follow(consumer, producer, written);
            } catch (WakeupException | InterruptException stopping) {
                closing = true;
            } catch (KafkaException | IllegalStateException e) {
                meters.waits("the broker: " + e.getMessage());
                pause();
            }
        }
    }

    /** Throws while the topic does not exist: whoever runs the pipeline makes it, with the partitions it should have. */
    private static int partitions(Consumer<byte[], byte[]> consumer, String topic) {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic, ASK_BROKER);
            if (found != null && !found.isEmpty()) {
                return found.size();
            }
        } catch (TimeoutException e) {
            throw new UnknownTopicOrPartitionException(
                    "topic " + topic + " was not found: create it, unless the broker is away", e);
        }
        throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist: create it");
    }

    private void follow(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Written written) {
        while (!closing) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                score(consumer, producer, written, records);
            }
        }
    }

    private void score(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Written written,
            ConsumerRecords<byte[], byte[]> records) {
        // of the poll that gave the records: when they have another owner at the end, the broker refuses the
        // transaction
        ConsumerGroupMetadata generation = consumer.groupMetadata();
        List<Taken> taken = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            taken.add(Taken.of(record, route));
            read.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        List<ProducerRecord<byte[], byte[]>> out = write(taken, written, () -> waitInTheGroup(consumer));
        if (closing) {
            return;
        }
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> one : out) {
            var _ = producer.send(one);
        }
        producer.sendOffsetsToTransaction(read, generation);
        producer.commitTransaction();
        int rejects = (int)
                out.stream().filter(one -> one.topic().equals(route.rejected())).count();
        meters.committed(out.size() - rejects, rejects);
    }

    /** A record to be written for each that was taken, in order; asks until the domain answers, or the service stops. */
    private List<ProducerRecord<byte[], byte[]>> write(List<Taken> taken, Written written, Runnable wait) {
        List<Passage> texts = new ArrayList<>();
        for (Taken one : taken) {
            if (one instanceof Taken.Text text) {
                texts.add(text.passage());
            }
        }
        Prediction prediction = texts.isEmpty() ? null : answer(texts, wait);
        List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
        int asked = 0;
        for (Taken one : taken) {
            switch (one) {
                case Taken.Bad bad -> out.add(written.reject(bad));
                case Taken.Text text -> {
                    if (prediction != null) {
                        out.add(written.answer(text, prediction, asked++));
                    }
                }
            }
        }
        return out;
    }

    /** Null when the service stops first. */
    private @Nullable Prediction answer(List<Passage> texts, Runnable wait) {
        Ask ask = Ask.plain(route.domain(), new Question(texts));
        while (!closing) {
            String why;
            try {
                Reply reply = predictor.apply(ask);
                if (reply instanceof Reply.Answered answered) {
                    return answered.prediction();
                }
                why = route.domain() + " does not answer: " + reply;
            } catch (RuntimeException e) {
                why = route.domain() + " does not answer: " + e;
            }
            meters.waits(why);
            wait.run();
        }
        return null;
    }

    /** Polls without taking, so that the group does not think this one dead; nothing polled is lost, partitions are paused. */
    private void waitInTheGroup(Consumer<byte[], byte[]> consumer) {
        consumer.pause(consumer.assignment());
        ConsumerRecords<byte[], byte[]> late = consumer.poll(PAUSE);
        for (TopicPartition partition : late.partitions()) {
            consumer.seek(partition, late.records(partition).getFirst().offset());
        }
        consumer.resume(consumer.assignment());
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
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(STOP_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

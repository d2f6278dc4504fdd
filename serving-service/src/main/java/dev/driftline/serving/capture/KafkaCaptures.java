package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds by the id alone: it names partition and time, and the broker knows the first record of a time. Records of one time lie close together,
 * but replicas write side by side, so a stretch is read.
 */
final class KafkaCaptures implements Captures {
    /** Looks at once; more wait for nobody. */
    private static final int MOST_AT_ONCE = 4;

    private static final Duration ASK_BROKER = Duration.ofSeconds(2);

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final int MOST_RECORDS = 50_000;
    private static final int FETCH_MILLIS = 100;

    /** A record of a later time than this behind the answer lies behind the answer too. */
    private static final Duration STRETCH = Outlet.LONGEST_WAIT.multipliedBy(2);

    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final InstantSource clock;
    private final Semaphore looks = new Semaphore(MOST_AT_ONCE);

    KafkaCaptures(Supplier<Consumer<byte[], byte[]>> clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    static Consumer<byte[], byte[]> client(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "serving-feedback",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_MILLIS);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Found find(PredictionId id, int index) {
        if (!looks.tryAcquire()) {
            return new Found.Away("others are being looked for");
        }
        try (Consumer<byte[], byte[]> client = clients.get()) {
            return look(client, id, Capture.name(id, index));
        } catch (KafkaException e) {
            return new Found.Away("the broker does not answer: " + e.getMessage());
        } catch (InvalidValue e) {
            return new Found.Gone("what was captured cannot be read: " + e.getMessage());
        } finally {
            looks.release();
        }
    }

    private Found look(Consumer<byte[], byte[]> client, PredictionId id, String name) {
        TopicPartition place = new TopicPartition(Topics.PREDICTIONS, id.partition());
        List<PartitionInfo> there = client.partitionsFor(Topics.PREDICTIONS, ASK_BROKER);
        if (there == null || id.partition() >= there.size()) {
            return new Found.Gone("it was never captured");
        }
        OffsetAndTimestamp first = client.offsetsForTimes(Map.of(place, id.at().toEpochMilli()), ASK_BROKER)
                .get(place);
        if (first == null) {
            return missing(id);
        }
        long end = Objects.requireNonNull(
                client.endOffsets(List.of(place), ASK_BROKER).get(place));
        client.assign(List.of(place));
        client.seek(place, first.offset());
        return scan(client, place, end, id, name);
    }

    private Found scan(Consumer<byte[], byte[]> client, TopicPartition place, long end, PredictionId id, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        Instant last = id.at().plus(STRETCH);
        Instant until = clock.instant().plus(LONGEST_LOOK);
        int read = 0;
        while (client.position(place, ASK_BROKER) < end && read < MOST_RECORDS) {
            if (clock.instant().isAfter(until)) {
                return new Found.Away("the broker is slow");
            }
            for (ConsumerRecord<byte[], byte[]> record : client.poll(Duration.ofMillis(FETCH_MILLIS))) {
                read++;
                Optional<byte[]> own = name(record);
                if (own.isPresent() && Arrays.equals(own.get(), wanted)) {
                    return new Found.Here(Json.read(record.value(), Capture.class));
                }
                if (record.timestamp() > last.toEpochMilli()) {
                    return missing(id);
                }
            }
        }
        return missing(id);
    }

    private static Optional<byte[]> name(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(Capture.NAME_HEADER))
                .map(Header::value);
    }

    /** Answers are captured a moment after they are given. */
    private Found missing(PredictionId id) {
        Instant now = clock.instant();
        return !id.isToCome(now) && now.isBefore(id.at().plus(STRETCH))
                ? new Found.Away("it was given a moment ago and may still be on its way")
                : new Found.Gone("it was not captured, or is no longer kept");
    }
}

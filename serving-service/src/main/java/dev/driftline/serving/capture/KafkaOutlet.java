package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topic {@code predictions}, each record where its id says, under the time that its id says. */
final class KafkaOutlet implements Outlet {
    private static final int ASK_BROKER_MILLIS = 2_000;
    private static final int LINGER_MILLIS = 20;
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> maker;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaOutlet(String bootstrapServers) {
        this(() ->
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    KafkaOutlet(Supplier<Producer<byte[], byte[]>> maker) {
        this.maker = maker;
    }

    @Override
    public Optional<String> send(Capture capture, Told told) {
        Producer<byte[], byte[]> open;
        try {
            open = producer();
        } catch (KafkaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        Thread sender = Thread.currentThread();
        AtomicReference<@Nullable String> notNow = new AtomicReference<>();
        try {
            var _ = open.send(record(capture), (_, failure) -> {
                if (failure == null) {
                    told.sent();
                } else if (failure instanceof RetriableException && sender.equals(Thread.currentThread())) {
                    // told by send itself: no metadata, or no room in the buffer; what was taken is told of by the
                    // client's own thread
                    notNow.set(String.valueOf(failure.getMessage()));
                } else {
                    told.lost(String.valueOf(failure.getMessage()));
                }
            });
        } catch (KafkaException e) {
            told.lost(String.valueOf(e.getMessage()));
        }
        return Optional.ofNullable(notNow.get());
    }

    static ProducerRecord<byte[], byte[]> record(Capture capture) {
        return new ProducerRecord<>(
                Topics.PREDICTIONS,
                capture.id().partition(),
                capture.id().at().toEpochMilli(),
                capture.domain().value().getBytes(StandardCharsets.UTF_8),
                Json.bytes(capture),
                List.of(new RecordHeader(Capture.NAME_HEADER, capture.name().getBytes(StandardCharsets.US_ASCII))));
    }

    /** Made when first wanted: its maker throws while the broker's name cannot be resolved. */
    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> made = producer;
        if (made == null) {
            made = maker.get();
            producer = made;
        }
        return made;
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "serving-" + Topics.PREDICTIONS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ASK_BROKER_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ASK_BROKER_MILLIS * 5,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(LONGEST_WAIT.toMillis()),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_WAIT);
        }
    }
}

package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topic {@code predictions}, each record where its id says, under the time that its id says. */
final class KafkaOutlet implements Outlet {
    /** An answer that has waited so long for the broker is lost; {@link KafkaCaptures} looks that far. */
    static final Duration LONGEST_DELIVERY = Duration.ofSeconds(30);

    private static final int ASK_BROKER_MILLIS = 2_000;
    private static final int LINGER_MILLIS = 20;
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaOutlet(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public void send(Capture capture, Told told) {
        try {
            var _ = producer().send(record(capture), (_, failure) -> {
                if (failure == null) {
                    told.sent();
                } else {
                    told.lost(String.valueOf(failure.getMessage()));
                }
            });
        } catch (KafkaException e) {
            told.lost(String.valueOf(e.getMessage()));
        }
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
            made = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
            producer = made;
        }
        return made;
    }

    private Map<String, Object> settings() {
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
                Math.toIntExact(LONGEST_DELIVERY.toMillis()),
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

package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.BrokerSettings;
import dev.driftline.registry.place.ExampleLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The board on a real broker: acks=all, idempotent, and a new producer after every failure. */
final class KafkaBoard implements Board {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_REQUEST_BYTES = 1024 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;

    private final BrokerSettings broker;
    private final TopicTails tails;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    KafkaBoard(BrokerSettings broker, ExampleLog log) {
        this.broker = broker;
        tails = TopicTails.of(broker, log);
    }

    @Override
    public void tell(Notice notice, DomainName domain, byte[] value) {
        byte[] key = domain.value().getBytes(StandardCharsets.UTF_8);
        KafkaProducer<byte[], byte[]> mine = producer();
        try {
            Future<RecordMetadata> kept = mine.send(new ProducerRecord<>(notice.topic(), key, value));
            kept.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            drop(mine);
            throw away(notice, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(notice, e);
        }
    }

    @Override
    public Heard hear() {
        return tails.hear();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (producer != null) {
                producer.close(Duration.ZERO);
                producer = null;
            }
        }
        tails.close();
    }

    /** Made when first needed: a broker whose name is not known yet must not keep the service from starting. */
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            try {
                producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
            } catch (KafkaException e) {
                throw new BrokerAway("no producer for " + broker.bootstrapServers() + ": " + e, e);
            }
        }
        return producer;
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                MAX_REQUEST_BYTES,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                (long) BUFFER_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis() / 2,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis() / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis());
    }

    private synchronized void drop(KafkaProducer<byte[], byte[]> failed) {
        if (failed.equals(producer)) {
            producer = null;
        }
        failed.close(Duration.ZERO);
    }

    private static BrokerAway away(Notice notice, Exception cause) {
        Throwable why = cause.getCause() == null ? cause : cause.getCause();
        return new BrokerAway("the broker did not take a record for " + notice.topic() + ": " + why, cause);
    }
}

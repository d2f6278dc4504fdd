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
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The board on a real broker: acks=all, idempotent; a new producer after every failure that may be the producer's. */
final class KafkaBoard implements Board {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_REQUEST_BYTES = 1024 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final TopicTails tails;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param producers makes a producer when one is needed: at first, and after a failure */
    KafkaBoard(Supplier<Producer<byte[], byte[]>> producers, TopicTails tails) {
        this.producers = producers;
        this.tails = tails;
    }

    static KafkaBoard of(BrokerSettings broker, ExampleLog log) {
        return new KafkaBoard(() -> producer(broker), TopicTails.of(broker, log));
    }

    @Override
    public void tell(Notice notice, DomainName domain, byte[] value) {
        byte[] key = domain.value().getBytes(StandardCharsets.UTF_8);
        Producer<byte[], byte[]> mine = producer();
        try {
            Future<RecordMetadata> kept = mine.send(new ProducerRecord<>(notice.topic(), key, value));
            kept.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            throw failed(notice, mine, e);
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
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private static Producer<byte[], byte[]> producer(BrokerSettings broker) {
        try {
            return new KafkaProducer<>(settings(broker), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new BrokerAway("no producer for " + broker.bootstrapServers() + ": " + e, e);
        }
    }

    private static Map<String, Object> settings(BrokerSettings broker) {
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

    /** All domains share the producer: what is wrong with one record or topic must not close it under the others. */
    private RuntimeException failed(Notice notice, Producer<byte[], byte[]> mine, Exception e) {
        Throwable why = e.getCause() == null ? e : e.getCause();
        if (why instanceof RecordTooLargeException || why instanceof RecordBatchTooLargeException) {
            return new TooLargeToTell(notice, why);
        }
        if (!isOfTheRecordOrTopic(why)) {
            drop(mine);
        }
        return away(notice, e);
    }

    private static boolean isOfTheRecordOrTopic(Throwable why) {
        return why instanceof InvalidTopicException
                || why instanceof TopicAuthorizationException
                || why instanceof InvalidRecordException
                || why instanceof PolicyViolationException;
    }

    private synchronized void drop(Producer<byte[], byte[]> failed) {
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

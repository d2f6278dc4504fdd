package dev.driftline.serving.pipeline;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A pipeline's two clients. */
interface Clients {
    Consumer<byte[], byte[]> consumer();

    Producer<byte[], byte[]> producer();

    /**
     * Real ones.
     *
     * @param place of this process, the same when it is started again: what it left undone is then undone at once
     */
    static Clients of(String bootstrapServers, Route route, String place) {
        return new Clients() {
            @Override
            public Consumer<byte[], byte[]> consumer() {
                return new KafkaConsumer<>(
                        reading(bootstrapServers, route), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }

            @Override
            public Producer<byte[], byte[]> producer() {
                return new KafkaProducer<>(
                        writing(bootstrapServers, route, place), new ByteArraySerializer(), new ByteArraySerializer());
            }
        };
    }

    private static String group(Route route) {
        return "driftline-score-" + route.name();
    }

    private static Map<String, Object> reading(String bootstrapServers, Route route) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                group(route),
                ConsumerConfig.CLIENT_ID_CONFIG,
                group(route),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(Duration.ofSeconds(10).toMillis()),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Pipeline.MOST_RECORDS);
    }

    private static Map<String, Object> writing(String bootstrapServers, Route route, String place) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                group(route),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                group(route) + "-" + place,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(Duration.ofSeconds(30).toMillis()),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Math.toIntExact(Duration.ofSeconds(10).toMillis()));
    }
}

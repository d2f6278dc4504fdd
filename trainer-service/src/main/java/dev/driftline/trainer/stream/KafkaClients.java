package dev.driftline.trainer.stream;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the trainer's own Kafka clients: none is in a group, none resets to an offset by itself. */
public record KafkaClients(String bootstrapServers) {
    private static final int FETCH_BYTES = 512 * 1024;
    /** At the log's end the broker holds a fetch so long, and the next question waits behind it. */
    private static final int FETCH_WAIT_MILLIS = 10;

    private static final int LARGEST_REJECT_BYTES = 2 * 1024 * 1024;

    Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** For reading here and there. */
    Consumer<byte[], byte[]> reader() {
        return consumer(FETCH_WAIT_MILLIS);
    }

    /** For following a topic to its end and beyond. */
    Consumer<byte[], byte[]> follower() {
        return consumer(ConsumerConfig.DEFAULT_FETCH_MAX_WAIT_MS);
    }

    private Consumer<byte[], byte[]> consumer(int fetchWaitMillis) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        fetchWaitMillis,
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        FETCH_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_REJECT_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}

package dev.driftline.serving.claim;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the doors to blobs and ledgers for whoever asks. */
final class ClaimWiring {
    /** A fetch of what follows, which nobody wants, ends soon and does not hold up the next reading. */
    private static final int FETCH_MILLIS = 5;

    /** The broker answers with one batch however large it is: more would be read for nothing. */
    private static final int ONE_BATCH = 1;

    private ClaimWiring() {}

    @Produces
    @Singleton
    static Blobs blobs(ClaimConfig config) {
        ClaimConfig.Registry registry = config.registry();
        ClaimConfig.Kafka kafka = config.kafka();
        return new BothBlobs(
                new RegistryBlobs(registry.url(), registry.connectWait(), registry.fetchWait(), System::nanoTime),
                new CarriedAdapters(() -> client(kafka.bootstrapServers()), kafka.carriedWait(), System::nanoTime));
    }

    private static Consumer<byte[], byte[]> client(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "serving-carried",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_MILLIS,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                ONE_BATCH,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static void close(@Disposes Blobs blobs) {
        blobs.close();
    }

    @Produces
    @Singleton
    static Ledgers ledgers(ClaimConfig config) {
        ClaimConfig.Registry registry = config.registry();
        return new RegistryLedgers(registry.url(), registry.connectWait(), registry.lookupWait());
    }

    static void close(@Disposes Ledgers ledgers) {
        ledgers.close();
    }
}

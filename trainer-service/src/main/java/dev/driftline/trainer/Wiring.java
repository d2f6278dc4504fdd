package dev.driftline.trainer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.exchange.ExchangeDesk;
import dev.driftline.trainer.status.SettingsCheck;
import dev.driftline.trainer.stream.ExampleStream;
import dev.driftline.trainer.stream.KafkaClients;
import dev.driftline.trainer.stream.LogAway;
import dev.driftline.trainer.window.Lanes;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Makes what the doorways share. */
@Singleton
class Wiring {
    private static final long MOST_WAITING_TEXT_BYTES = 64L * 1024 * 1024;
    private static final Duration COMMIT = Duration.ofSeconds(10);
    private static final ExchangeDesk.Limits EXCHANGE =
            new ExchangeDesk.Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(10));

    @Produces
    @Singleton
    Lanes lanes() {
        return new Lanes(Topics.EXAMPLES, System::nanoTime, MOST_WAITING_TEXT_BYTES);
    }

    @Produces
    @Singleton
    ExampleStream stream(TrainerSettings settings, Lanes lanes, MeterRegistry meters, KafkaClientService group) {
        return new ExampleStream(
                new KafkaClients(settings.kafka().bootstrapServers()),
                lanes,
                meters,
                offsets -> commit(group, offsets));
    }

    @Produces
    @Singleton
    ExchangeDesk desk() {
        return new ExchangeDesk(EXCHANGE, System::nanoTime);
    }

    @Produces
    @Singleton
    SettingsCheck settingsCheck() {
        return new SettingsCheck();
    }

    @Produces
    @Singleton
    ObjectMapperCustomizer dialect() {
        return (ObjectMapper mapper) -> Json.configure(mapper);
    }

    private static void commit(KafkaClientService group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        KafkaConsumer<byte[], byte[]> consumer = group.getConsumer(Topics.EXAMPLES);
        if (consumer == null) {
            throw new LogAway("the channel has no consumer yet");
        }
        try {
            consumer.commit(offsets).await().atMost(COMMIT);
        } catch (RuntimeException e) {
            throw new LogAway("offsets are not committed: " + e.getMessage(), e);
        }
    }
}

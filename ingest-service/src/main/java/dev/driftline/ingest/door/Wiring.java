package dev.driftline.ingest.door;

import dev.driftline.ingest.broker.KafkaRecordLog;
import dev.driftline.ingest.broker.RecordLog;
import dev.driftline.ingest.desk.Desk;
import dev.driftline.ingest.desk.Room;
import dev.driftline.ingest.domains.Domains;
import dev.driftline.ingest.domains.DomainsReader;
import dev.driftline.ingest.rejected.RejectedShelf;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Makes the parts and puts them together. */
@Singleton
public class Wiring {
    private static final String CHANNEL = "records";

    @Produces
    @Singleton
    @Startup
    @DefaultBean
    Domains domains(KafkaSettings kafka, IngestSettings settings) {
        return new DomainsReader(() -> consumer(kafka), settings.patience(), System::nanoTime);
    }

    void close(@Disposes Domains domains) throws Exception {
        if (domains instanceof AutoCloseable open) {
            open.close();
        }
    }

    /** Through the channel's own producer, because it blocks when the broker is slow, where the emitter overflows. */
    @Produces
    @Singleton
    @DefaultBean
    RecordLog log(KafkaClientService clients, @Channel(CHANNEL) Emitter<byte[]> opensTheChannel) {
        return new KafkaRecordLog(clients.<byte[], byte[]>getProducer(CHANNEL).unwrap());
    }

    @Produces
    @Singleton
    @DefaultBean
    RejectedShelf shelf(KafkaSettings kafka) {
        return new RejectedShelf(() -> consumer(kafka));
    }

    @Produces
    @Singleton
    ExamplesDoor door(Domains domains, RecordLog log, IngestSettings settings, MeterRegistry registry) {
        Desk desk = new Desk(domains, log, new Meters(registry), settings.maxRecord(), System::nanoTime);
        return new ExamplesDoor(desk, new Room(settings.maxUnderway()), settings, System::nanoTime);
    }

    @Produces
    @Singleton
    RejectedDoor rejects(RejectedShelf shelf, Domains domains) {
        return new RejectedDoor(shelf, domains, System::nanoTime);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaSettings kafka) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

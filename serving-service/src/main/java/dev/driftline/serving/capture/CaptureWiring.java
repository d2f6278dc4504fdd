package dev.driftline.serving.capture;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.serving.capture.Captures.Found;
import dev.driftline.serving.predict.Witness;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes the witness and the finder: of nothing, where capture is off. */
final class CaptureWiring {
    private CaptureWiring() {}

    @Produces
    @Singleton
    static Witness witness(CaptureConfig config, BrokerConfig broker, MeterRegistry meters) {
        CaptureMeters counts = new CaptureMeters(meters);
        return config.capture()
                ? new Capturer(
                        wanted(config),
                        config.captureQueue(),
                        new KafkaOutlet(broker.bootstrapServers()),
                        InstantSource.system(),
                        counts)
                : (_, _) -> {};
    }

    static void close(@Disposes Witness witness) throws Exception {
        if (witness instanceof AutoCloseable capturer) {
            capturer.close();
        }
    }

    @Produces
    @Singleton
    static Captures captures(CaptureConfig config, BrokerConfig broker) {
        return config.capture()
                ? new KafkaCaptures(() -> KafkaCaptures.client(broker.bootstrapServers()), InstantSource.system())
                : (_, _) -> new Found.Gone("capture is off (driftline.serving.capture)");
    }

    static Predicate<DomainName> wanted(CaptureConfig config) {
        return config.captureDomains()
                .<Predicate<DomainName>>map(names -> {
                    Set<DomainName> all = names.stream().map(DomainName::new).collect(Collectors.toSet());
                    return all::contains;
                })
                .orElse(_ -> true);
    }
}

package dev.driftline.serving.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.hints.Hints;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what stands behind the door. */
final class AnswerWiring {
    private AnswerWiring() {}

    @Produces
    @Singleton
    static Directory directory(Slots slots, Hints hints) {
        return new Directory(slots, hints);
    }

    @Produces
    @Singleton
    static Desk desk(AnswerConfig config, Slots slots, Directory directory, MeterRegistry meters) {
        int cores = Runtime.getRuntime().availableProcessors();
        int concurrency = config.concurrency() == 0 ? cores : config.concurrency();
        Turnstile turnstile = new Turnstile(concurrency, config.queue(), config.queueWait());
        Bodies bodies = new Bodies(Bodies.MAX_BYTES_IN_FLIGHT);
        return new Desk(slots, directory, turnstile, bodies, new AnswerMeters(meters, turnstile));
    }

    /** The house's JSON for the framework's own mapper. */
    @Singleton
    static final class Dialect implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            Json.configure(mapper);
        }
    }
}

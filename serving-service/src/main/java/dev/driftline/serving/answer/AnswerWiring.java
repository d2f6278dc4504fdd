package dev.driftline.serving.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what stands right behind this door. */
final class AnswerWiring {
    private AnswerWiring() {}

    @Produces
    @Singleton
    static Desk desk(Predictor predictor, Directory directory, Bodies bodies) {
        return new Desk(predictor, directory, bodies);
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

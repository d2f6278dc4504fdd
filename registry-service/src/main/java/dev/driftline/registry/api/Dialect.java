package dev.driftline.registry.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.contracts.wire.Json;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** The house's JSON dialect for what the framework writes. */
@Singleton
class Dialect implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}

package dev.driftline.ingest.door;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftline.contracts.wire.Json;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Answers speak the house's dialect. */
@Singleton
public class HouseJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        Json.configure(mapper);
    }
}

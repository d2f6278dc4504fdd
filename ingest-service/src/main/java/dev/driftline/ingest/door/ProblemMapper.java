package dev.driftline.ingest.door;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers every failure with a problem. */
@Provider
public class ProblemMapper implements ExceptionMapper<RuntimeException> {
    private final IngestSettings settings;

    ProblemMapper(IngestSettings settings) {
        this.settings = settings;
    }

    @Override
    public Response toResponse(RuntimeException trouble) {
        return Problems.answer(trouble, settings);
    }
}

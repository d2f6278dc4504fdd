package dev.driftline.ingest.door;

import dev.driftline.contracts.wire.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Labelled records come in here. */
@Path("/v1/domains/{domain}/examples")
@Blocking
public class ExamplesResource {
    private final ExamplesDoor door;

    ExamplesResource(ExamplesDoor door) {
        this.door = door;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "One example (202 and its receipt, or 422), or an array (200 and a receipt for each)")
    public Response json(@PathParam("domain") String domain, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        return door.json(domain, Headers.length(headers), body);
    }

    @POST
    @Consumes(ExamplesDoor.NDJSON)
    @Produces({ExamplesDoor.NDJSON, MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "One example a line: receipts in order, a line each as they are read, or an array for JSON")
    public Response lines(@PathParam("domain") String domain, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        return Headers.wantsJson(headers)
                ? door.lines(domain, Headers.length(headers), body)
                : door.stream(domain, body);
    }
}

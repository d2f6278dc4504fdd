package dev.driftline.ingest.door;

import dev.driftline.contracts.example.Receipt;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Labelled records come in here. */
@Path("/v1/domains/{domain}/examples")
@Blocking
public class ExamplesResource {
    private static final String EXAMPLE = "{\"id\":\"mail-17\",\"text\":\"You won a prize\",\"label\":\"spam\"}";

    private final ExamplesDoor door;

    ExamplesResource(ExamplesDoor door) {
        this.door = door;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sends labelled examples",
            description =
                    "One example, an array of them, or one a line. Lines are answered by lines, in order, while they"
                            + " are read; by an array for a client that accepts application/json. Sent twice with the same id,"
                            + " an example counts once. A receipt's token goes to serving as the header Driftline-Min-Offset:"
                            + " then only weights answer that have learned the record.")
    @RequestBody(
            description =
                    "text and label are required; textPair, the second text of a pair, id, subject, occurredAt, source and spec"
                            + " are not",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, example = EXAMPLE),
                @Content(mediaType = ExamplesDoor.NDJSON, example = EXAMPLE)
            })
    @APIResponse(
            responseCode = "200",
            description = "Of many: a receipt for each, accepted or not",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Receipt.class)),
                @Content(mediaType = ExamplesDoor.NDJSON, schema = @Schema(implementation = Receipt.class))
            })
    @APIResponse(
            responseCode = "202",
            description = "Of one: accepted, and where it lies; token says so in one word, as examples/8@200",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "4XX",
            description = "400 not JSON or not a domain's name, 404 no such domain, 413 too large, 422 one example that"
                    + " its domain does not accept, 429 busy: Retry-After says when to come again",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "The broker is away: Retry-After says when to come again",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response json(@PathParam("domain") String domain, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        return door.json(domain, Headers.length(headers), body);
    }

    @POST
    @Consumes(ExamplesDoor.NDJSON)
    @Produces({ExamplesDoor.NDJSON, MediaType.APPLICATION_JSON})
    @Operation(hidden = true)
    public Response lines(@PathParam("domain") String domain, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        return Headers.wantsJson(headers)
                ? door.lines(domain, Headers.length(headers), body)
                : door.stream(domain, body);
    }
}

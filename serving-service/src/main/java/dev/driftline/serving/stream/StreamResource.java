package dev.driftline.serving.stream;

import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.answer.Replies;
import dev.driftline.serving.answer.Wishes;
import dev.driftline.serving.intake.Departure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The door of streams: the same path as of single questions, by another type of content. */
@Path("/v1/domains")
final class StreamResource {
    private static final String NDJSON = "application/x-ndjson";

    private final Streams streams;

    StreamResource(Streams streams) {
        this.streams = streams;
    }

    @POST
    @Path("/{domain}/predictions")
    @Consumes(NDJSON)
    @Produces({NDJSON, "*/*"})
    @Operation(
            summary = "Answers lines while they are read",
            description =
                    "One question a line, one answer a line, in order; a line at fault gets its number, field and fix,"
                            + " and the rest goes on. The last line tells how it ended. Each line names the version that answered."
                            + " Parameters and headers are those of a single question, and hold for each group of lines.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = NDJSON, example = "{\"id\": \"7\", \"text\": \"Where is my card?\"}"))
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = NDJSON, schema = @Schema(implementation = Scored.class)))
    @APIResponse(
            responseCode = "4XX",
            description = "as for a single question; 429: too many streams are open",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "5XX",
            description = "503: not loaded here, ask again after Retry-After",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response stream(
            @PathParam("domain") String domain,
            @HeaderParam("Driftline-Min-Offset") @Nullable String minOffset,
            @HeaderParam("Driftline-Wait") @Nullable String wait,
            @HeaderParam("Driftline-Client") @Nullable String client,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            InputStream body) {
        Wishes wishes = Wishes.of(uri, minOffset, wait, client);
        return answer(streams.open(domain, wishes, body, () -> Departure.cutOff(request)));
    }

    private static Response answer(Streams.Opened opened) {
        return switch (opened) {
            case Streams.Opened.Refused(var why) -> Replies.of(why);
            case Streams.Opened.Open(var stream) ->
                Response.ok((StreamingOutput) stream::write, NDJSON).build();
        };
    }
}

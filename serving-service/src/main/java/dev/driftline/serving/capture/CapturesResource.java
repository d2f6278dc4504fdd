package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.AnswerName;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.answer.Replies;
import dev.driftline.serving.capture.Captures.Found;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for who asks what was answered. */
@Path("/v1/predictions")
@Produces(MediaType.APPLICATION_JSON)
final class CapturesResource {
    private final Captures captures;

    CapturesResource(Captures captures) {
        this.captures = captures;
    }

    @GET
    @RunOnVirtualThread
    @Path("/{id}")
    @Operation(
            summary = "What was asked and answered, where it was captured",
            description = "The id is the answer's, with .0, .1, … behind it for one text of many.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Capture.class)))
    @APIResponse(responseCode = "400", description = "the id is none, or a parameter that nobody reads")
    @APIResponse(responseCode = "404", description = "it was not captured, or is no longer kept")
    @APIResponse(
            responseCode = "503",
            description = "the broker is away, or it was given a moment ago; ask again after Retry-After")
    public Response captured(@PathParam("id") String id) {
        AnswerName name;
        try {
            name = AnswerName.parse(id);
        } catch (InvalidValue e) {
            return Replies.problem(400, "The id is not valid", String.valueOf(e.getMessage()), e.field())
                    .build();
        }
        return switch (captures.find(name.id(), name.place())) {
            case Found.Here(Capture capture) -> Response.ok(capture).build();
            case Found.Gone(String why) ->
                Replies.problem(404, "The answer is not known", why, null).build();
            case Found.Away(String why) -> Replies.later(503, "Not now", why);
        };
    }
}

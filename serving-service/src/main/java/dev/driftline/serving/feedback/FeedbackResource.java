package dev.driftline.serving.feedback;

import dev.driftline.contracts.example.Receipt;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for feedback. */
@Path("/v1/predictions")
@Produces(MediaType.APPLICATION_JSON)
final class FeedbackResource {
    private final FeedbackDesk desk;

    FeedbackResource(FeedbackDesk desk) {
        this.desk = desk;
    }

    @POST
    @RunOnVirtualThread
    @Path("/{id}/feedback")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tells the true label of an answer",
            description =
                    "The id is the answer's, with .0, .1, … behind it for one text of many. It becomes an example of its domain"
                            + " through ingest. Where the answer was not captured, domain and text are sent with the label; textPair, predicted"
                            + " and version may be.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, example = "{\"label\": \"spam\"}"))
    @APIResponse(
            responseCode = "202",
            description = "it lies in the domain's topic",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "400", description = "the feedback is not valid; the problem names the field")
    @APIResponse(responseCode = "404", description = "ingest knows no such domain")
    @APIResponse(responseCode = "408", description = "the body did not arrive in time")
    @APIResponse(responseCode = "409", description = "the answer was not captured: send domain and text too")
    @APIResponse(responseCode = "415", description = "the body is no JSON by its type, or is packed")
    @APIResponse(
            responseCode = "422",
            description =
                    "the domain has no such label; or ingest does not accept the example, and the problem is its own")
    @APIResponse(responseCode = "429", description = "busy; send again after Retry-After")
    @APIResponse(responseCode = "503", description = "broker or ingest is away; send again after Retry-After")
    public Response feedback(@PathParam("id") String id, InputStream body) {
        return FeedbackReplies.of(desk.take(id, body));
    }
}

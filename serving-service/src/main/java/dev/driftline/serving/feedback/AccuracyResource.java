package dev.driftline.serving.feedback;

import dev.driftline.contracts.prediction.LiveAccuracy;
import dev.driftline.serving.answer.Replies;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Reply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for what feedback has told. */
@Path("/v1/domains/{domain}/accuracy")
@Produces(MediaType.APPLICATION_JSON)
final class AccuracyResource {
    private final Accuracy accuracy;
    private final Directory directory;

    AccuracyResource(Accuracy accuracy, Directory directory) {
        this.accuracy = accuracy;
        this.directory = directory;
    }

    @GET
    @Operation(summary = "How often each version was right, by the feedback since the start, newest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LiveAccuracy.class)))
    @APIResponse(responseCode = "400", description = "a parameter that nobody reads")
    @APIResponse(responseCode = "404", description = "no such domain")
    public Response accuracy(@PathParam("domain") String domain) {
        return switch (directory.one(domain)) {
            case Reply.Told(var status) ->
                Response.ok(accuracy.of(status.domain())).build();
            case Reply silent -> Replies.of(silent);
        };
    }
}

package dev.driftline.serving.feedback;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.LiveAccuracy;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
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

    AccuracyResource(Accuracy accuracy) {
        this.accuracy = accuracy;
    }

    @GET
    @Operation(summary = "How often each version was right, by the feedback since the start, newest first")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LiveAccuracy.class)))
    public List<LiveAccuracy> accuracy(@PathParam("domain") DomainName domain) {
        return accuracy.of(domain);
    }
}

package dev.driftline.serving.answer;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.serving.intake.Departure;
import dev.driftline.serving.predict.Directory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The door. */
@Path("/v1/domains")
@Produces(MediaType.APPLICATION_JSON)
final class DomainsResource {
    private final Desk desk;
    private final Directory directory;

    DomainsResource(Desk desk, Directory directory) {
        this.desk = desk;
        this.directory = directory;
    }

    @GET
    @Operation(summary = "What is held of every domain")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SlotStatus.class)))
    @APIResponse(responseCode = "400", description = "a parameter that nobody reads")
    public List<SlotStatus> all() {
        return directory.all();
    }

    @GET
    @Path("/{domain}")
    @Operation(summary = "What is held of one domain")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SlotStatus.class)))
    @APIResponse(responseCode = "400", description = "a parameter that nobody reads")
    @APIResponse(responseCode = "404", description = "no such domain")
    public Response one(@PathParam("domain") String domain) {
        return Replies.of(directory.one(domain));
    }

    @POST
    @RunOnVirtualThread
    @Path("/{domain}/predictions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answers one or many texts or pairs of texts, all from one version")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, example = "{\"texts\": [\"Where is my card?\"]}"))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Prediction.class)))
    @APIResponse(responseCode = "400", description = "the question is not valid; the problem names the field")
    @Parameter(name = "version", in = ParameterIn.QUERY, description = "this version, live or not")
    @Parameter(
            name = "asOf",
            in = ParameterIn.QUERY,
            description = "the version that was live then, as 2026-11-01T10:00Z")
    @Parameter(
            name = "alias",
            in = ParameterIn.QUERY,
            description = "candidate: the newest version, where that is not live",
            schema = @Schema(enumeration = "candidate"))
    @Parameter(name = "wait", in = ParameterIn.QUERY, description = "as Driftline-Wait")
    @APIResponse(responseCode = "404", description = "no such domain or version")
    @APIResponse(responseCode = "408", description = "the body did not arrive in time")
    @APIResponse(responseCode = "409", description = "the domain has no live version yet, or had none then")
    @APIResponse(responseCode = "410", description = "there was such a version, and it can be loaded no more")
    @APIResponse(
            responseCode = "412",
            description = "no version in time that has learned Driftline-Min-Offset; the problem names what is here")
    @APIResponse(responseCode = "413", description = "the body is too large")
    @APIResponse(responseCode = "415", description = "the body is no JSON by its type, or is packed")
    @APIResponse(responseCode = "429", description = "busy; ask again after Retry-After")
    @APIResponse(responseCode = "503", description = "the live version is not loaded here; ask again after Retry-After")
    @APIResponse(responseCode = "504", description = "no answer in time; ask again after Retry-After")
    public Response predict(
            @PathParam("domain") String domain,
            @Parameter(
                            description =
                                    "an offset, or a receipt's token as examples/3@4711, that the answering version must have learned")
                    @HeaderParam("Driftline-Min-Offset")
                    @Nullable
                    String minOffset,
            @Parameter(description = "how long the whole may take, as 2s; at most 60s")
                    @HeaderParam("Driftline-Wait")
                    @Nullable
                    String wait,
            @Parameter(description = "a key by which a traffic rule knows the client again")
                    @HeaderParam("Driftline-Client")
                    @Nullable
                    String client,
            @Parameter(hidden = true) @HeaderParam("Content-Length") @Nullable Long bytes,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            InputStream body) {
        Wishes wishes = Wishes.of(uri, minOffset, wait, client);
        return Replies.of(desk.ask(domain, wishes, bytes, body, Departure.of(request)));
    }
}

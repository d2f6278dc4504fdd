package dev.driftline.serving.oip;

import dev.driftline.serving.intake.Departure;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** The door. */
@Path("/v2")
final class OipResource {
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final Lobby lobby;
    private final OipDesk desk;

    OipResource(Lobby lobby, OipDesk desk) {
        this.lobby = lobby;
        this.desk = desk;
    }

    @GET
    @Operation(summary = "Open Inference Protocol: the server and its extensions")
    public Response server() {
        return lobby.server();
    }

    @GET
    @Path("/health/live")
    @Operation(summary = "Open Inference Protocol: whether the server lives")
    public Response live() {
        return lobby.live();
    }

    @GET
    @Path("/health/ready")
    @Operation(summary = "Open Inference Protocol: whether the server can answer")
    public Response ready() {
        return lobby.ready();
    }

    @GET
    @RunOnVirtualThread
    @Path("/models/{model}")
    @Operation(summary = "Open Inference Protocol: a domain's inputs, outputs and labels")
    public Response model(@PathParam("model") String model) {
        return lobby.model(model, "");
    }

    @GET
    @RunOnVirtualThread
    @Path("/models/{model}/versions/{version}")
    @Operation(summary = "Open Inference Protocol: the same of one version")
    public Response version(@PathParam("model") String model, @PathParam("version") String version) {
        return lobby.model(model, version);
    }

    @GET
    @RunOnVirtualThread
    @Path("/models/{model}/ready")
    @Operation(summary = "Open Inference Protocol: whether a domain answers")
    public Response modelReady(@PathParam("model") String model) {
        return lobby.modelReady(model, "");
    }

    @GET
    @RunOnVirtualThread
    @Path("/models/{model}/versions/{version}/ready")
    @Operation(summary = "Open Inference Protocol: whether one version answers")
    public Response versionReady(@PathParam("model") String model, @PathParam("version") String version) {
        return lobby.modelReady(model, version);
    }

    @POST
    @RunOnVirtualThread
    @Path("/models/{model}/infer")
    @Operation(summary = "Open Inference Protocol: answers a batch of texts or pairs of texts")
    @RequestBody(required = true)
    public Response infer(
            @PathParam("model") String model,
            @HeaderParam("Content-Encoding") @DefaultValue("identity") String encoding,
            @HeaderParam(JSON_LENGTH) @Nullable String jsonLength,
            @Context HttpServerRequest request,
            InputStream body) {
        return desk.infer(model, "", encoding, jsonLength, body, Departure.of(request));
    }

    @POST
    @RunOnVirtualThread
    @Path("/models/{model}/versions/{version}/infer")
    @Operation(summary = "Open Inference Protocol: the same from one version")
    @RequestBody(required = true)
    public Response inferVersion(
            @PathParam("model") String model,
            @PathParam("version") String version,
            @HeaderParam("Content-Encoding") @DefaultValue("identity") String encoding,
            @HeaderParam(JSON_LENGTH) @Nullable String jsonLength,
            @Context HttpServerRequest request,
            InputStream body) {
        return desk.infer(model, version, encoding, jsonLength, body, Departure.of(request));
    }

    @POST
    @RunOnVirtualThread
    @Path("/repository/index")
    @Operation(summary = "Open Inference Protocol: every domain and whether it answers")
    public Response index(InputStream body) {
        return desk.index(body);
    }
}

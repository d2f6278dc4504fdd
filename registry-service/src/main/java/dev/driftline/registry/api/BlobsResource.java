package dev.driftline.registry.api;

import dev.driftline.contracts.wire.Digest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Blobs under their SHA-256. */
@Path("/v1/blobs/{digest}")
@Tag(name = "blobs")
class BlobsResource {
    private final Uploads uploads;

    BlobsResource(Uploads uploads) {
        this.uploads = uploads;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Keep bytes under their digest: 201 when they are new, 200 when they were there")
    public Response put(
            @PathParam("digest") String digest,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long announced,
            InputStream body) {
        return Answers.kept(uploads.put(new Digest(digest), body, announced));
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "The bytes under a digest")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response get(@PathParam("digest") String name) {
        Digest digest = new Digest(name);
        long bytes = uploads.size(digest);
        StreamingOutput body = client -> uploads.get(digest, bytes, client);
        return Response.ok(body).header(HttpHeaders.CONTENT_LENGTH, bytes).build();
    }

    @HEAD
    @Operation(summary = "Whether there are bytes under a digest, and how many")
    public Response head(@PathParam("digest") String digest) {
        return Response.ok()
                .header(HttpHeaders.CONTENT_LENGTH, uploads.size(new Digest(digest)))
                .build();
    }
}

package dev.driftline.registry.api;

import dev.driftline.contracts.version.BlobRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Bases;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is known of base models: the first writer of a thing names it for all. */
@Path("/v1/bases/{base}")
@Tag(name = "bases")
class BasesResource {
    private final Bases bases;

    BasesResource(Bases bases) {
        this.bases = bases;
    }

    @PUT
    @Operation(summary = "Describe a base, unless it was described; answers the description that holds")
    @RequestBody(content = @Content(schema = @Schema(implementation = Object.class)))
    public Response describe(@PathParam("base") String base, InputStream body) {
        return Answers.json(bases.describe(new Digest(base), Body.object(body)));
    }

    @GET
    @Operation(summary = "A base's description")
    public Response description(@PathParam("base") String base) {
        return Answers.json(Answers.found(bases.description(new Digest(base)), () -> "nobody described base " + base));
    }

    @PUT
    @Path("factors/{name}")
    @Operation(summary = "Name the blob of a base's factors, unless one was named; answers the one that holds")
    @RequestBody(content = @Content(schema = @Schema(implementation = BlobRef.class)))
    public BlobRef nameFactors(@PathParam("base") String base, @PathParam("name") String name, InputStream body) {
        return bases.nameFactors(new Digest(base), name, Body.json(body, BlobRef.class));
    }

    @GET
    @Path("factors/{name}")
    @Operation(summary = "The blob of a base's factors; the name is rank-matrices, as 8-all")
    public BlobRef factors(@PathParam("base") String base, @PathParam("name") String name) {
        return Answers.found(bases.factors(new Digest(base), name), () -> "nobody named factors " + name);
    }
}

package dev.driftline.registry.api;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.registry.change.Changes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A domain's versions, and what its trainer hands over: 409 bears the newest entry when another came first. */
@Path("/v1/domains/{domain}")
@Tag(name = "versions")
class VersionsResource {
    private final Domains domains;
    private final Changes changes;
    private final Exports exports;

    VersionsResource(Domains domains, Changes changes, Exports exports) {
        this.domains = domains;
        this.changes = changes;
        this.exports = exports;
    }

    @GET
    @Path("versions")
    @Operation(summary = "Versions, newest first, a page at a time")
    @APIResponse(responseCode = "200", description = "The next page is before the last version of this one")
    @APIResponse(responseCode = "400", description = "limit or before is no number, or out of its bounds")
    public List<VersionView> list(
            @PathParam("domain") String domain,
            @Parameter(
                            description = "Only versions below this one",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    @QueryParam("before")
                    @Nullable
                    String before,
            @Parameter(
                            description = "Versions of a page",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    @QueryParam("limit")
                    @DefaultValue("100")
                    String limit) {
        return domains.versions(
                new DomainName(domain),
                before == null ? null : Numbers.count("before", before),
                Numbers.count("limit", limit));
    }

    @GET
    @Path("versions/{version}")
    @Operation(summary = "One version")
    public VersionView show(
            @PathParam("domain") String domain,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1")) @PathParam("version")
                    String version) {
        return domains.version(new DomainName(domain), Numbers.version(version));
    }

    @GET
    @Path("versions/{version}/export")
    @Produces(Exports.ZIP)
    @Operation(summary = "One version as the directory that Hugging Face PEFT loads, zipped")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "400", description = "Another format than peft, or as is neither lora nor dora")
    @APIResponse(responseCode = "404", description = "No such version, or its blobs are gone")
    @APIResponse(responseCode = "409", description = "PEFT cannot hold it without loss, or not as what was asked for")
    public Response export(
            @PathParam("domain") String domain,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1")) @PathParam("version") String version,
            @Parameter(schema = @Schema(enumeration = "peft")) @QueryParam("format") @DefaultValue("peft")
                    String format,
            @Parameter(
                            description = "Refuse unless PEFT knows it as this",
                            schema = @Schema(enumeration = {"lora", "dora"}))
                    @QueryParam("as")
                    @Nullable
                    String as) {
        return exports.zip(new DomainName(domain), Numbers.version(version), format, as);
    }

    @POST
    @Path("versions")
    @Operation(summary = "Offer a version; the gate decides, and one entry holds both")
    @RequestBody(content = @Content(schema = @Schema(implementation = Offer.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    public Response offer(@PathParam("domain") String domain, InputStream body) {
        return Answers.of(changes.offer(new DomainName(domain), Body.json(body, Offer.class)));
    }

    @POST
    @Path("withheld")
    @Operation(summary = "Pass over a window that made no version")
    @RequestBody(content = @Content(schema = @Schema(implementation = WithholdRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    public Response withhold(@PathParam("domain") String domain, InputStream body) {
        return Answers.of(changes.withhold(new DomainName(domain), Body.json(body, WithholdRequest.class)));
    }

    @POST
    @Path("stopped")
    @Operation(summary = "Stop a domain that cannot go on")
    @RequestBody(content = @Content(schema = @Schema(implementation = StopRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    public Response stop(@PathParam("domain") String domain, InputStream body) {
        return Answers.of(changes.stop(new DomainName(domain), Body.json(body, StopRequest.class)));
    }
}

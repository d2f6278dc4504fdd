package dev.driftline.registry.api;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.ledger.TrafficRequest;
import dev.driftline.contracts.ledger.VersionRequest;
import dev.driftline.registry.change.Changes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** Domains as people use them. */
@Path("/v1/domains")
@Tag(name = "domains")
class DomainsResource {
    private static final VersionRequest THE_CHAMPION_BEFORE = new VersionRequest(null);

    private final Domains domains;
    private final Changes changes;

    DomainsResource(Domains domains, Changes changes) {
        this.domains = domains;
        this.changes = changes;
    }

    @POST
    @Operation(summary = "Create a domain; answers once the topics were told, or after five seconds")
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateRequest.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = DomainState.class)))
    public Response create(InputStream body) {
        return Answers.created(domains.create(Body.json(body, CreateRequest.class)));
    }

    @GET
    @Operation(summary = "All domains as they are now")
    public List<DomainState> list() {
        return domains.states();
    }

    @GET
    @Path("{domain}")
    @Operation(summary = "A domain as it is now")
    public DomainState show(@PathParam("domain") String domain) {
        return changes.newest(new DomainName(domain)).state();
    }

    @GET
    @Path("{domain}/ledger")
    @Operation(summary = "Entries of the ledger, in order")
    @APIResponse(responseCode = "200", description = "The next page is from behind the last entry of this one")
    @APIResponse(responseCode = "400", description = "limit or from is no number, or out of its bounds")
    public List<LedgerEntry> ledger(
            @PathParam("domain") String domain,
            @Parameter(
                            description = "The first one's number",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", defaultValue = "1"))
                    @QueryParam("from")
                    @DefaultValue("1")
                    String from,
            @Parameter(
                            description = "Entries of a page",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "1000"))
                    @QueryParam("limit")
                    @DefaultValue("1000")
                    String limit) {
        return domains.ledger(new DomainName(domain), Numbers.number("from", from), Numbers.count("limit", limit));
    }

    @POST
    @Path("{domain}/promote")
    @Operation(summary = "Make a version live; where it is already, nothing is written and the newest entry answers")
    @RequestBody(content = @Content(schema = @Schema(implementation = VersionRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    public LedgerEntry promote(@PathParam("domain") String domain, InputStream body) {
        return changes.promote(new DomainName(domain), Body.json(body, VersionRequest.class));
    }

    @POST
    @Path("{domain}/rollback")
    @Operation(
            summary = "Serve an earlier version, by default the champion before this one, and hold",
            description = "Where it serves and is held already, nothing is written and the newest entry answers")
    @RequestBody(content = @Content(schema = @Schema(implementation = VersionRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    public LedgerEntry rollback(@PathParam("domain") String domain, InputStream body) {
        return changes.rollback(new DomainName(domain), Body.jsonOr(THE_CHAMPION_BEFORE, body, VersionRequest.class));
    }

    @POST
    @Path("{domain}/release")
    @Operation(summary = "End the hold; the gate decides again on the newest version")
    public LedgerEntry release(@PathParam("domain") String domain) {
        return changes.release(new DomainName(domain));
    }

    @PUT
    @Path("{domain}/traffic")
    @Operation(summary = "Let a share of the domain's clients be answered by another version, or compared with it")
    @RequestBody(content = @Content(schema = @Schema(implementation = TrafficRequest.class)))
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    @APIResponse(responseCode = "404", description = "no such domain or version")
    @APIResponse(
            responseCode = "409",
            description = "the version is live, or its adapter is gone, or the domain has no live version")
    public LedgerEntry setTraffic(@PathParam("domain") String domain, InputStream body) {
        return changes.setTraffic(new DomainName(domain), Body.json(body, TrafficRequest.class));
    }

    @DELETE
    @Path("{domain}/traffic")
    @Operation(summary = "Let all of the domain's clients be answered by the live version again")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LedgerEntry.class)))
    @APIResponse(responseCode = "409", description = "there is no rule")
    public LedgerEntry clearTraffic(@PathParam("domain") String domain) {
        return changes.clearTraffic(new DomainName(domain));
    }

    @GET
    @Path("{domain}/live")
    @Operation(summary = "Which version was live at an instant")
    @APIResponse(responseCode = "400", description = "asOf is no instant, or lies in the future")
    public LiveThen liveAt(
            @PathParam("domain") String domain,
            @Parameter(required = true, example = "2026-11-01T10:00:00Z") @QueryParam("asOf") @Nullable String asOf) {
        return domains.liveAt(new DomainName(domain), Answers.instant("asOf", asOf));
    }

    @POST
    @Path("{domain}/continue")
    @Operation(summary = "Let a stopped domain learn again, from what its place holds now")
    public LedgerEntry resume(@PathParam("domain") String domain) {
        return changes.resume(new DomainName(domain));
    }
}

package dev.driftline.ingest.door;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What was rejected lately. */
@Path("/v1")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class RejectedResource {
    private final RejectedDoor door;

    RejectedResource(RejectedDoor door) {
        this.door = door;
    }

    @GET
    @Path("/domains/{domain}/rejected")
    @Operation(summary = "The newest rejects of a domain, newest first")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "There is no such domain, and no reject that names it")
    public List<RejectedRecord> of(
            @PathParam("domain") String domain, @QueryParam("limit") @DefaultValue("50") String limit) {
        return door.of(new DomainName(domain), limit);
    }

    @GET
    @Path("/rejected")
    @Operation(summary = "The newest rejects of all domains, newest first")
    public List<RejectedRecord> all(@QueryParam("limit") @DefaultValue("50") String limit) {
        return door.all(limit);
    }
}

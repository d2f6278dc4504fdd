package dev.driftline.ingest.door;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.ingest.rejected.RejectedShelf;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What was rejected lately. */
@Path("/v1")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public class RejectedResource {
    private static final int MOST = 1_000;

    private final RejectedShelf shelf;

    RejectedResource(RejectedShelf shelf) {
        this.shelf = shelf;
    }

    @GET
    @Path("/domains/{domain}/rejected")
    @Operation(summary = "The newest rejects of a domain, newest first")
    public List<RejectedRecord> of(
            @PathParam("domain") String domain, @QueryParam("limit") @DefaultValue("50") String limit) {
        return shelf.newest(Optional.of(new DomainName(domain)), limit(limit));
    }

    @GET
    @Path("/rejected")
    @Operation(summary = "The newest rejects of all domains, newest first")
    public List<RejectedRecord> all(@QueryParam("limit") @DefaultValue("50") String limit) {
        return shelf.newest(Optional.empty(), limit(limit));
    }

    private static int limit(String told) {
        InvalidValue.unless(told.matches("[0-9]{1,4}"), "limit", "must lie in 1.." + MOST);
        int limit = Integer.parseInt(told);
        InvalidValue.unless(limit >= 1 && limit <= MOST, "limit", "must lie in 1.." + MOST);
        return limit;
    }
}

package dev.driftline.trainer.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The doorway of what comes in and goes out. */
@Path("/v1/domains/{domain}")
public class ExchangeApi {
    private static final String ZIP = "application/zip";

    private final ExchangeDesk desk;

    ExchangeApi(ExchangeDesk desk) {
        this.desk = desk;
    }

    /**
     * Makes an adapter that PEFT saved a version of the domain.
     *
     * @param base directory, on this machine, of the base that it was trained on
     * @param zip its files: adapter_config.json, adapter_model.safetensors, and labels.json or labels.txt
     */
    @POST
    @Path("imports")
    @Consumes(ZIP)
    @Produces(MediaType.APPLICATION_JSON)
    public Response take(
            @PathParam("domain") String domain, @QueryParam("base") @Nullable String base, InputStream zip) {
        return Response.status(Response.Status.CREATED)
                .entity(desk.take(new DomainName(domain), base, zip))
                .build();
    }

    /** A version as a plain checkpoint with its adapter folded in, zipped. */
    @GET
    @Path("versions/{version}/export")
    @Produces(ZIP)
    public Response export(
            @PathParam("domain") String domain,
            @PathParam("version") String version,
            @QueryParam("format") @DefaultValue(ExchangeDesk.MERGED) String format) {
        return Response.ok(desk.export(new DomainName(domain), number(version), format), ZIP)
                .build();
    }

    private static int number(String version) {
        unless(version.matches("[0-9]{1,9}"), "version", "must be a version's number, as 7");
        return Integer.parseInt(version);
    }
}

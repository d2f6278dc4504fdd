package dev.driftline.trainer.status;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.trainer.window.Lanes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The doorway of the status. */
@Path("/v1/training")
@Produces(MediaType.APPLICATION_JSON)
public class TrainingApi {
    private final Lanes lanes;

    TrainingApi(Lanes lanes) {
        this.lanes = lanes;
    }

    @GET
    public List<TrainingStatus> all() {
        return lanes.status();
    }

    @GET
    @Path("{domain}")
    public TrainingStatus one(@PathParam("domain") String domain) {
        return lanes.status(new DomainName(domain)).orElseThrow(() -> new UnknownDomain(domain));
    }
}

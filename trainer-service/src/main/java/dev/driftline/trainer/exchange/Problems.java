package dev.driftline.trainer.exchange;

import dev.driftline.contracts.wire.Problem;
import dev.driftline.trainer.publish.RegistryAway;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What goes wrong in a request, in the house's words. */
class Problems {
    private static final String RETRY_AFTER_SECONDS = "2";

    @ServerExceptionMapper
    Response denied(Denied e) {
        return answer(e.status(), e.title(), String.valueOf(e.getMessage()));
    }

    @ServerExceptionMapper
    Response registryAway(RegistryAway e) {
        return answer(Denied.UNAVAILABLE, "The registry is away", String.valueOf(e.getMessage()));
    }

    private static Response answer(int status, String title, String why) {
        Response.ResponseBuilder answer =
                Response.status(status).type(Problem.MEDIA_TYPE).entity(new Problem(title, status, why, null));
        return status == Denied.UNAVAILABLE
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : answer.build();
    }
}

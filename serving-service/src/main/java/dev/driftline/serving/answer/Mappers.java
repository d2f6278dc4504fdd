package dev.driftline.serving.answer;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.predict.Reply;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the framework refuses, and what should not happen, in the words of every other problem. */
final class Mappers {
    private static final Logger LOG = Logger.getLogger(Mappers.class);

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        Response.StatusType status = refusal.getResponse().getStatusInfo();
        return Replies.problem(
                        status.getStatusCode(),
                        status.getReasonPhrase(),
                        "Questions go as application/json to POST /v1/domains/{domain}/predictions",
                        null)
                .build();
    }

    @ServerExceptionMapper
    Response invalid(InvalidValue e) {
        return Replies.of(new Reply.Invalid(e.field(), String.valueOf(e.getMessage())));
    }

    @ServerExceptionMapper
    Response failed(RuntimeException failure) {
        LOG.error("serving.failed", failure);
        return Replies.problem(500, "Failed", "The service's log says why", null)
                .build();
    }
}

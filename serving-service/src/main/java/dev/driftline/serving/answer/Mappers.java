package dev.driftline.serving.answer;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.intake.Departure;
import dev.driftline.serving.intake.TooSlow;
import dev.driftline.serving.predict.Reply;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the framework refuses, and what should not happen, in the words of the door at which it happened. */
final class Mappers {
    private static final Logger LOG = Logger.getLogger(Mappers.class);
    private static final int TIMEOUT = 408;
    private static final String NO_MEDIA_TYPE = "Failed to parse media type";

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal, UriInfo uri) {
        Response.StatusType status = refusal.getResponse().getStatusInfo();
        if (isOpenInference(uri)) {
            return error(status.getStatusCode(), status.getReasonPhrase() + ": " + Paths.use(uri.getPath()));
        }
        return Replies.problem(status.getStatusCode(), status.getReasonPhrase(), Paths.use(uri.getPath()), null)
                .build();
    }

    /** The framework reads the media type as late as when it looks for who answers, and throws what is not the client's fault by its type. */
    @ServerExceptionMapper
    Response unreadable(IllegalArgumentException e, UriInfo uri) {
        return String.valueOf(e.getMessage()).startsWith(NO_MEDIA_TYPE)
                ? refused(new NotSupportedException(), uri)
                : failed(e, uri);
    }

    @ServerExceptionMapper
    Response invalid(InvalidValue e, UriInfo uri) {
        if (isOpenInference(uri)) {
            return error(400, String.valueOf(e.getMessage()));
        }
        return Replies.of(new Reply.Invalid(e.field(), String.valueOf(e.getMessage())));
    }

    /** The framework would go on waiting for the rest, whatever the header says: so the connection is ended here. */
    @ServerExceptionMapper
    Response late(TooSlow e, UriInfo uri, RoutingContext context) {
        Departure.endsWith(context);
        String why = "body: " + e.getMessage() + ": send it at once, or send less";
        Response.ResponseBuilder told = isOpenInference(uri)
                ? Response.fromResponse(error(TIMEOUT, why))
                : Replies.problem(TIMEOUT, "Too slow", why, "body");
        return told.build();
    }

    @ServerExceptionMapper
    Response failed(RuntimeException failure, UriInfo uri) {
        LOG.error("serving.failed", failure);
        String why = "The service's log says why";
        return isOpenInference(uri)
                ? error(500, why)
                : Replies.problem(500, "Failed", why, null).build();
    }

    static boolean isOpenInference(UriInfo uri) {
        return uri.getPath().startsWith("/v2");
    }

    /** As the Open Inference Protocol words it. */
    private static Response error(int status, String why) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(Map.of("error", why))
                .build();
    }
}

package dev.driftline.ingest.door;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.ingest.broker.BrokerAway;
import dev.driftline.ingest.desk.Crowded;
import dev.driftline.ingest.line.TooLarge;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** What is told to a client whose request could not be met. */
final class Problems {
    private static final Logger LOG = Logger.getLogger("ingest");

    private Problems() {}

    static Problem of(RuntimeException trouble) {
        String detail = String.valueOf(trouble.getMessage());
        return switch (trouble) {
            case InvalidValue wrong -> new Problem("not understood", 400, detail, wrong.field());
            case NoSuchDomain ignored -> new Problem("unknown-domain", 404, detail, "domain");
            case TooLarge ignored -> new Problem("too large", 413, detail, "body");
            case Crowded ignored -> new Problem("busy", 429, detail, null);
            case BrokerAway ignored -> new Problem("broker away", 503, detail, null);
            case UncheckedIOException ignored -> new Problem("body ended early", 400, detail, "body");
            case WebApplicationException http ->
                new Problem(
                        http.getResponse().getStatusInfo().getReasonPhrase(),
                        http.getResponse().getStatus(),
                        detail,
                        null);
            default -> {
                LOG.error("ingest.failed", trouble);
                yield new Problem("internal error", 500, "the service failed; its log says why", null);
            }
        };
    }

    static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    static Response answer(RuntimeException trouble, IngestSettings settings) {
        Problem problem = of(trouble);
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == 429 || problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, settings.retryAfter().toSeconds());
        }
        return answer.build();
    }
}

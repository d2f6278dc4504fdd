package dev.driftline.serving.oip;

import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.tensors.Outcome.Kind;
import dev.driftline.serving.tensors.Outcome.Refused;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Statuses, and errors as the protocol words them: {@code {"error": "…"}}. */
final class Words {
    private static final int TOO_MANY = 429;
    private static final int RETRY_SECONDS = 1;

    private Words() {}

    static Response ok(Object body) {
        return json(200, body).build();
    }

    static Response told(boolean well, Object body) {
        return json(well ? 200 : 503, body).build();
    }

    static Response refused(Refused refused) {
        return of(refused, Map.of("error", refused.why()));
    }

    static Response of(Refused refused, Object body) {
        Kind kind = refused.kind();
        Response.ResponseBuilder answer = json(status(kind), body);
        return (passes(kind) ? answer.header("Retry-After", RETRY_SECONDS) : answer).build();
    }

    /** Whether it may be otherwise in a moment. */
    private static boolean passes(Kind kind) {
        return kind == Kind.NOT_LOADED || kind == Kind.BUSY || kind == Kind.LATE;
    }

    private static int status(Kind kind) {
        return switch (kind) {
            case INVALID -> 400;
            case TOO_LARGE -> 413;
            case UNKNOWN -> 404;
            case NO_VERSION -> 409;
            case STALE -> 412;
            case NOT_LOADED -> 503;
            case BUSY -> TOO_MANY;
            case LATE -> 504;
        };
    }

    private static Response.ResponseBuilder json(int status, Object body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(Json.bytes(body));
    }
}

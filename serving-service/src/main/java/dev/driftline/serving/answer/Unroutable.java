package dev.driftline.serving.answer;

import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.intake.Departure;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/** Requests without a host, which come to no door: their senders are told why, and the log is not theirs to fill. */
class Unroutable {
    private static final int INVALID = 400;
    private static final String WHY =
            "Host: is missing or is no host: send it as host or host:port, and the request as HTTP/1.1";

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(Unroutable::refuse);
    }

    private static void refuse(RoutingContext context) {
        if (context.request().authority() != null || context.response().headWritten()) {
            context.next();
            return;
        }
        Problem problem = new Problem("The request is not valid", INVALID, WHY, "Host");
        Departure.endsWith(context);
        context.response()
                .setStatusCode(INVALID)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.bytes(problem)));
    }
}

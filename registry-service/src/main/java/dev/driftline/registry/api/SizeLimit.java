package dev.driftline.registry.api;

import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.registry.store.ObjectStore;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Refuses a body by its announced length, before a byte of it is read. */
class SizeLimit {
    private static final int FIRST = 100;

    void register(@Observes Filters filters) {
        filters.register(SizeLimit::check, FIRST);
    }

    private static void check(RoutingContext context) {
        int most = context.normalizedPath().startsWith("/v1/blobs/") ? ObjectStore.MAX_BYTES : Body.MAX_JSON_BYTES;
        if (length(context.request().getHeader("Content-Length")) <= most) {
            context.next();
            return;
        }
        Problem problem = new Problem("Too large", 413, TooLarge.text(most), null);
        context.response()
                .setStatusCode(413)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(Buffer.buffer(Json.bytes(problem)));
    }

    private static long length(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}

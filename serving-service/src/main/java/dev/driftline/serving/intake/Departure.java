package dev.driftline.serving.intake;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/** Whether whoever asked over HTTP still waits, and the end of waiting for them. */
public final class Departure {
    private Departure() {}

    /** True once the connection is gone; any thread may ask. */
    public static BooleanSupplier of(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        return response::closed;
    }

    /** Ends the connection of {@code request} once that is answered, where nothing else goes over it: it may bring a body for ever. */
    public static void endsWith(RoutingContext request) {
        if (request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
            request.addEndHandler(_ -> request.request().connection().close());
        }
    }

    /** Ends what {@code request} came by, whatever is still to be written; who waits to write it must be interrupted. Any thread. */
    public static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else if (request.connection() instanceof ConnectionBase connection) {
            var _ = connection
                    .channel()
                    .close(); // the framework's own close waits until all is written, and nobody reads
        }
    }
}

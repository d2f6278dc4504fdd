package dev.driftline.serving.intake;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BooleanSupplier;

/** Whether whoever asked over HTTP still waits. */
public final class Departure {
    private Departure() {}

    /** True once the connection is gone; any thread may ask. */
    public static BooleanSupplier of(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        return response::closed;
    }
}

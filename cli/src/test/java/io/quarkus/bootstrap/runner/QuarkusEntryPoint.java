package io.quarkus.bootstrap.runner;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Answers "ready" on the port it is given, for ever; refuses to start where {@code BROKEN} is set. */
public final class QuarkusEntryPoint {
    private QuarkusEntryPoint() {}

    public static void main(String[] arguments) throws IOException {
        String broken = System.getenv("BROKEN");
        if (broken != null) {
            System.err.println("configuration.error " + broken);
            System.exit(1);
        }
        System.out.println("started fault=" + System.getenv("DRIFTLINE_FAULT"));
        int port = Integer.parseInt(System.getenv("DRIFTLINE_HTTP_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }
}

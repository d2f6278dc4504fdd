package dev.driftline.registry.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real MinIO server as a process of its own; {@code DRIFTLINE_MINIO} names its binary. */
final class MinioServer {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final URI endpoint;

    MinioServer(Path binary, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        int console = freePort();
        endpoint = URI.create("http://127.0.0.1:" + port);
        Path log = folder.resolve("minio.log");
        ProcessBuilder builder = new ProcessBuilder(
                binary.toString(),
                "server",
                "--quiet",
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + console,
                Files.createDirectories(folder.resolve("data")).toString());
        builder.environment().put("MINIO_ROOT_USER", TestStoreSettings.ACCESS_KEY);
        builder.environment().put("MINIO_ROOT_PASSWORD", TestStoreSettings.SECRET_KEY);
        builder.environment().put("HOME", folder.toString());
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        awaitLife(log);
    }

    /** The binary that the environment or a system property names; null when neither does. */
    static @Nullable String binary() {
        String property = System.getProperty("driftline.minio");
        return property == null ? System.getenv("DRIFTLINE_MINIO") : property;
    }

    URI endpoint() {
        return endpoint;
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private void awaitLife(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!answers(http)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IOException("minio did not start: " + Files.readString(log));
                }
                Thread.sleep(100);
            }
        }
    }

    private boolean answers(HttpClient http) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

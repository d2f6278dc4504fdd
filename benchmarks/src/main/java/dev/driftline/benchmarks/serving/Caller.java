package dev.driftline.benchmarks.serving;

import dev.driftline.contracts.domain.DomainName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one service the same question again and again. Many threads. */
final class Caller implements AutoCloseable {
    private static final Pattern ENGINE = Pattern.compile("engine;desc=([a-z0-9-]+);dur=([0-9.]+)");
    private static final int OK = 200;
    private static final double NANOS_A_MILLI = 1e6;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final AtomicLong failures = new AtomicLong();

    /**
     * A request that came back.
     *
     * @param millis from its sending to the last byte of its answer
     * @param engineMillis as the service says it; 0 where it was not answered
     * @param form of the base; empty where it was not answered
     */
    record Call(double millis, double engineMillis, String form) {}

    Caller(URI service, DomainName domain, byte[] body) {
        request = HttpRequest.newBuilder(service.resolve("/v1/domains/" + domain + "/predictions"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(1))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    Call call() {
        long begun = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            double millis = (System.nanoTime() - begun) / NANOS_A_MILLI;
            Matcher engine =
                    ENGINE.matcher(answer.headers().firstValue("Server-Timing").orElse(""));
            if (answer.statusCode() == OK && engine.find()) {
                return new Call(millis, Double.parseDouble(engine.group(2)), engine.group(1));
            }
            failures.incrementAndGet();
            return new Call(millis, 0, "");
        } catch (IOException e) {
            failures.incrementAndGet();
            return new Call((System.nanoTime() - begun) / NANOS_A_MILLI, 0, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        client.close();
    }
}

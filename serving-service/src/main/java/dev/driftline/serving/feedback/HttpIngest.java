package dev.driftline.serving.feedback;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** ingest-service over its HTTP API. */
final class HttpIngest implements Ingest {
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private final HttpClient client;
    private final String ingest;
    private final Duration wait;

    HttpIngest(URI ingest, Duration connectWait, Duration sendWait) {
        unless(
                ("http".equals(ingest.getScheme()) || "https".equals(ingest.getScheme())) && ingest.getHost() != null,
                "driftline.ingest.url",
                "must be an http or https URL");
        unless(connectWait.isPositive(), "driftline.ingest.connect-wait", "must be positive");
        unless(sendWait.isPositive(), "driftline.ingest.send-wait", "must be positive");
        this.ingest = ingest.toString().replaceAll("/+$", "");
        wait = sendWait;
        client = HttpClient.newBuilder().connectTimeout(connectWait).build();
    }

    @Override
    public Sent send(Example example) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ingest + "/v1/domains/" + example.domain() + "/examples"))
                .timeout(wait)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(example)))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            return passedOn(answer.get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return new Sent.Away("ingest at " + ingest + " does not answer (" + e.getCause() + "): is it running?");
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Sent.Away("ingest took longer than " + wait);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Sent.Away("the service is stopping");
        }
    }

    private static Sent passedOn(HttpResponse<byte[]> answer) {
        return new Sent.Answered(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse("application/json"),
                answer.body(),
                answer.headers().firstValue("Retry-After").orElse(null));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

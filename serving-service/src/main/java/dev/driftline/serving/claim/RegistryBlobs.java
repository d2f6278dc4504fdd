package dev.driftline.serving.claim;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.Blobs.Fetched;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Blobs over the registry's HTTP API. Where it did not answer in time, and nobody else meanwhile either, it is {@link LeftAlone}.
 */
final class RegistryBlobs implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private final HttpClient client;
    private final String registry;
    private final Duration wait;
    private final LongSupplier nanos;
    private final LeftAlone alone;
    private volatile long answeredAt;

    RegistryBlobs(URI registry, Duration connectWait, Duration fetchWait, LongSupplier nanos) {
        this.nanos = nanos;
        alone = new LeftAlone(nanos);
        answeredAt = nanos.getAsLong();
        unless(connectWait.isPositive(), "driftline.registry.connect-wait", "must be positive");
        unless(fetchWait.isPositive(), "driftline.registry.fetch-wait", "must be positive");
        this.registry = base(registry);
        wait = fetchWait;
        client = HttpClient.newBuilder().connectTimeout(connectWait).build();
    }

    /** What the registry's paths follow. */
    static String base(URI registry) {
        unless(
                ("http".equals(registry.getScheme()) || "https".equals(registry.getScheme()))
                        && registry.getHost() != null,
                "driftline.registry.url",
                "must be an http or https URL");
        return registry.toString().replaceAll("/+$", "");
    }

    Fetched fetch(Digest digest) {
        long began = nanos.getAsLong();
        if (alone.lasts()) {
            return new Fetched.Away("the registry did not answer in time a moment ago");
        }
        URI blob = URI.create(registry + "/v1/blobs/" + digest.hex());
        HttpRequest request = HttpRequest.newBuilder(blob).timeout(wait).build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Blobs.MAX_BYTES));
        try {
            HttpResponse<byte[]> answered = answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            answeredAt = nanos.getAsLong();
            return read(digest, answered);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                leaveAlone(began);
            }
            return new Fetched.Away("registry does not answer: " + e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            leaveAlone(began);
            return new Fetched.Away("registry took longer than " + wait + " for blob " + digest.brief());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Fetched.Away("the service is stopping");
        }
    }

    private void leaveAlone(long began) {
        if (answeredAt - began <= 0) {
            alone.begin();
        }
    }

    private static Fetched read(Digest digest, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK) {
            return new Fetched.Away(
                    "registry answered " + answer.statusCode() + " for blob " + digest.brief(),
                    answer.statusCode() == NOT_FOUND);
        }
        return Digest.of(answer.body()).equals(digest)
                ? new Fetched.Blob(answer.body())
                : new Fetched.Corrupt("the registry's bytes are not what digest " + digest.brief() + " names");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

package dev.driftline.serving.claim;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LiveThen;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Ledgers over the registry's HTTP API. */
final class RegistryLedgers implements Ledgers {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int OK = 200;
    private static final int BAD = 400;
    private static final int NOT_FOUND = 404;
    private final HttpClient client;
    private final String registry;
    private final Duration wait;

    RegistryLedgers(URI registry, Duration connectWait, Duration lookupWait) {
        unless(lookupWait.isPositive(), "driftline.registry.lookup-wait", "must be positive");
        this.registry = RegistryBlobs.base(registry);
        wait = lookupWait;
        client = HttpClient.newBuilder().connectTimeout(connectWait).build();
    }

    @Override
    public Said numbered(DomainName domain, int version, Duration patience) {
        return ask(
                "/v1/domains/" + domain + "/versions/" + version,
                patience,
                body -> new Said.Version(
                        Json.read(body, VersionView.class).manifest().ref()));
    }

    @Override
    public Said liveAt(DomainName domain, Instant then, Duration patience) {
        return ask("/v1/domains/" + domain + "/live?asOf=" + then, patience, body -> {
            LiveThen live = Json.read(body, LiveThen.class);
            return live.version() == null ? new Said.NotThen(then, live.firstAt()) : new Said.Version(live.version());
        });
    }

    private Said ask(String path, Duration patience, Function<byte[], Said> reader) {
        Duration most = patience.compareTo(wait) < 0 ? patience : wait;
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + path))
                .timeout(most)
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return read(answer.get(most.toMillis(), TimeUnit.MILLISECONDS), reader);
        } catch (InvalidValue e) {
            return new Said.Away("the registry's answer cannot be read: " + e.getMessage());
        } catch (ExecutionException e) {
            return new Said.Away("the registry does not answer: " + e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Said.Away("the registry took longer than " + most);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Said.Away("the service is stopping");
        }
    }

    private static Said read(HttpResponse<byte[]> answer, Function<byte[], Said> reader) {
        return switch (answer.statusCode()) {
            case OK -> reader.apply(answer.body());
            case NOT_FOUND ->
                new Said.Unknown(Json.read(answer.body(), Problem.class).detail());
            case BAD -> {
                Problem problem = Json.read(answer.body(), Problem.class);
                yield new Said.Invalid(problem.field() == null ? "version" : problem.field(), problem.detail());
            }
            default -> new Said.Away("the registry answered " + answer.statusCode());
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

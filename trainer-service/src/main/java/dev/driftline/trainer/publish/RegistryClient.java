package dev.driftline.trainer.publish;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry over HTTP: bounded waits and retries. An offer that is sent again has the same nonce. */
public final class RegistryClient implements Registry {
    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int WORDS_KEPT = 500;

    private final URI url;
    private final Duration firstPause;
    private final int tries;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public RegistryClient(URI url, int tries, Duration firstPause) {
        this.url = url;
        this.tries = tries;
        this.firstPause = firstPause;
    }

    @Override
    public Optional<DomainState> state(DomainName domain) {
        HttpResponse<byte[]> answer = send(request("v1/domains/" + domain).GET());
        return answer.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(Json.read(expect(answer), DomainState.class));
    }

    @Override
    public LedgerEntry entry(DomainName domain, long number) {
        byte[] body = expect(send(request("v1/domains/" + domain + "/ledger?from=" + number + "&limit=1")
                .GET()));
        List<LedgerEntry> entries = Json.read(body, new TypeReference<List<LedgerEntry>>() {});
        if (entries.size() != 1) {
            throw new RegistryAway("registry at " + url + " has no entry " + number + " of " + domain);
        }
        return entries.getFirst();
    }

    @Override
    public Optional<VersionView> version(DomainName domain, int version) {
        HttpResponse<byte[]> answer =
                send(request("v1/domains/" + domain + "/versions/" + version).GET());
        return answer.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(Json.read(expect(answer), VersionView.class));
    }

    @Override
    public byte[] blob(Digest digest) {
        byte[] bytes = expect(send(request("v1/blobs/" + digest).GET()));
        if (!Digest.of(bytes).equals(digest)) {
            throw new RegistryAway("blob " + digest.brief() + " from " + url + " has another digest: refused");
        }
        return bytes;
    }

    @Override
    public void putBlob(Digest digest, byte[] bytes) {
        expect(send(request("v1/blobs/" + digest)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(bytes))));
    }

    @Override
    public Optional<Digest> factors(Digest base, FactorStart start, int rank) {
        HttpResponse<byte[]> answer =
                send(request(factorsPath(base, start, rank)).GET());
        return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(blobOf(expect(answer)));
    }

    @Override
    public Digest putFactors(Digest base, FactorStart start, int rank, Digest blob) {
        return blobOf(expect(send(request(factorsPath(base, start, rank))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(Json.bytes(Map.of("blob", blob)))))));
    }

    @Override
    public Answer offer(DomainName domain, Offer offer) {
        return post("v1/domains/" + domain + "/versions", offer);
    }

    @Override
    public Answer withhold(DomainName domain, WithholdRequest request) {
        return post("v1/domains/" + domain + "/withheld", request);
    }

    @Override
    public Answer stop(DomainName domain, StopRequest request) {
        return post("v1/domains/" + domain + "/stopped", request);
    }

    private Answer post(String path, Object body) {
        HttpResponse<byte[]> answer = send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
        return switch (answer.statusCode()) {
            case OK, CREATED -> new Answer.Written(Json.read(answer.body(), LedgerEntry.class));
            case CONFLICT -> conflict(answer.body());
            default -> new Answer.Refused(words(answer));
        };
    }

    private static Answer conflict(byte[] body) {
        try {
            return new Answer.Newer(Json.read(body, LedgerEntry.class));
        } catch (InvalidValue e) {
            return new Answer.Refused(new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String factorsPath(Digest base, FactorStart start, int rank) {
        String matrices = switch (start) {
            case SVD -> "all";
            case RANDOM -> "random";
        };
        return "v1/bases/" + base + "/factors/" + rank + "-" + matrices;
    }

    private static Digest blobOf(byte[] body) {
        JsonNode blob = Json.read(body, JsonNode.class).path("blob");
        return new Digest(blob.asText());
    }

    private HttpRequest.Builder request(String path) {
        String root = url.toString();
        return HttpRequest.newBuilder(URI.create(root.endsWith("/") ? root + path : root + "/" + path))
                .timeout(REQUEST);
    }

    private byte[] expect(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK && answer.statusCode() != CREATED) {
            throw new RegistryAway("registry at " + url + ": "
                    + answer.request().method() + " " + answer.request().uri().getPath() + " got " + words(answer));
        }
        return answer.body();
    }

    private static String words(HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return answer.statusCode() + " " + body.substring(0, Math.min(body.length(), WORDS_KEPT));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        Duration pause = firstPause;
        String trouble = "";
        for (int attempt = 1; attempt <= tries; attempt++) {
            try {
                HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() < SERVER_ERROR && answer.statusCode() != TOO_MANY) {
                    return answer;
                }
                trouble = words(answer);
            } catch (IOException e) {
                String message = e.getMessage();
                trouble = message == null ? e.getClass().getSimpleName() : message;
            } catch (InterruptedException e) {
                throw interrupted();
            }
            if (attempt < tries) {
                rest(pause);
                pause = pause.multipliedBy(2);
            }
        }
        throw new RegistryAway("registry at " + url + " does not answer: " + trouble);
    }

    private void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private RegistryAway interrupted() {
        Thread.currentThread().interrupt();
        return new RegistryAway("the trainer is ending while it asks the registry at " + url);
    }
}

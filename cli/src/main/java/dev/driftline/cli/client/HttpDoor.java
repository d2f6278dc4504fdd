package dev.driftline.cli.client;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One service over HTTP: JSON there and back, every trouble a {@link Failure} with words. Many threads may call. */
final class HttpDoor {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration READY_WITHIN = Duration.ofSeconds(5);
    private static final int MAX_QUOTED_CHARACTERS = 300;
    private static final int MOST_PROBLEM_BYTES = 64 * 1024;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    private final String service;
    private final String base;

    /** {@code base} may have a path, below which the service's own paths lie. */
    HttpDoor(String service, URI base) {
        this.service = service;
        this.base = base.toString().replaceFirst("/+$", "");
    }

    <T> T get(String path, Class<T> type) {
        return read(send(request(path).GET()), type);
    }

    <T> T get(String path, TypeReference<T> type) {
        return read(send(request(path).GET()), type);
    }

    byte[] bytes(String path) {
        return send(request(path).GET());
    }

    /** The body as it comes, of whatever length. */
    InputStream stream(String path) {
        HttpResponse<InputStream> answer = exchange(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() / 100 == 2) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw failure(answer, body.readNBytes(MOST_PROBLEM_BYTES));
        } catch (IOException e) {
            throw new Failure(ExitCode.UNAVAILABLE, service + " at " + base + " broke off: " + e.getMessage(), e);
        }
    }

    <T> T post(String path, Object body, Class<T> type) {
        return read(send(json(path, body)), type);
    }

    /** Posts with headers of the caller's, and bears an answer that takes as long again as usual: serving may be asked to wait. */
    <T> T post(String path, Map<String, String> headers, Object body, Class<T> type) {
        return read(send(patient(json(path, body), headers)), type);
    }

    <T> T put(String path, Object body, Class<T> type) {
        return read(send(json(path, body).PUT(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))), type);
    }

    <T> T delete(String path, Class<T> type) {
        return read(send(request(path).DELETE()), type);
    }

    /** Posts without a body. */
    <T> T post(String path, Class<T> type) {
        return read(send(request(path).POST(HttpRequest.BodyPublishers.noBody())), type);
    }

    <T> T post(String path, String contentType, byte[] body, TypeReference<T> type) {
        return read(send(typed(path, contentType, body)), type);
    }

    <T> T post(String path, String contentType, byte[] body, Class<T> type) {
        return read(send(typed(path, contentType, body)), type);
    }

    /** Whatever is answered, as long as it is a success. */
    void put(String path, String contentType, byte[] body) {
        send(request(path).header("Content-Type", contentType).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** The answer as it came, to headers of the caller's, and within twice the usual time, as above. */
    byte[] post(String path, Map<String, String> headers, String contentType, byte[] body) {
        return send(patient(typed(path, contentType, body), headers));
    }

    private static HttpRequest.Builder patient(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        return request.timeout(ANSWER_WITHIN.multipliedBy(2));
    }

    private HttpRequest.Builder typed(String path, String contentType, byte[] body) {
        return request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** Whether {@code /q/health/ready} says so; false too when nobody answers. */
    boolean isReady() {
        try {
            requireReady();
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    /** Throws, with words, when it does not answer or says that it is not ready. */
    void requireReady() {
        try {
            send(request("/q/health/ready").timeout(READY_WITHIN).GET());
        } catch (ServiceFailure e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    service + " at " + base + " answers, but is not ready: its /q/health/ready says why",
                    e);
        }
    }

    private HttpRequest.Builder json(String path, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_WITHIN)
                .header("Accept", "application/json, " + Problem.MEDIA_TYPE + ", */*");
    }

    private byte[] send(HttpRequest.Builder request) {
        HttpResponse<byte[]> answer = exchange(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw failure(answer, answer.body());
        }
        return answer.body();
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    service + " at " + base
                            + " does not answer: is the system up? (./driftline up, ./driftline status; --port-base names another)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted while waiting for " + service, e);
        }
    }

    private ServiceFailure failure(HttpResponse<?> answer, byte[] body) {
        return new ServiceFailure(service, problem(answer.statusCode(), body), retryAfter(answer));
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return Json.read(body, type);
        } catch (InvalidValue e) {
            throw unreadable(e);
        }
    }

    private <T> T read(byte[] body, TypeReference<T> type) {
        try {
            return Json.read(body, type);
        } catch (InvalidValue e) {
            throw unreadable(e);
        }
    }

    private Failure unreadable(InvalidValue e) {
        return new Failure(
                ExitCode.FAILURE,
                service + " at " + base + " gave an answer that this command cannot read (" + e.getMessage()
                        + "): are both of one version?",
                e);
    }

    private static Problem problem(int status, byte[] body) {
        try {
            return Json.read(body, Problem.class);
        } catch (InvalidValue e) {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            String quoted = text.substring(0, Math.min(text.length(), MAX_QUOTED_CHARACTERS));
            String detail = "answered " + status + (quoted.isEmpty() ? "" : ": " + quoted);
            return new Problem("Not a success", status, detail, null);
        }
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        try {
            return Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(0));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}

package dev.driftline.cli.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that answers what a test told it to, in order, the last answer for ever; and keeps what it was asked. */
public final class FakeService implements AutoCloseable {
    private static final String NOTHING_HERE = "{\"title\":\"Not found\",\"status\":404,\"detail\":\"nothing here\"}";

    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Headers headers = new Headers();

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, byte[] body, Map<String, String> headers) {}

    public FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All four services in one. */
    public Endpoints endpoints() {
        return new Endpoints(uri(), uri(), uri(), uri());
    }

    /** The next answer to {@code request}, as {@code GET /v1/domains}. */
    public FakeService on(String request, int status, String body) {
        return on(request, status, body, Map.of());
    }

    public FakeService on(String request, int status, String body, Map<String, String> headers) {
        return on(request, status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public FakeService on(String request, int status, byte[] body, Map<String, String> headers) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, body, headers));
        return this;
    }

    /** Every request with its body, as {@code POST /v1/domains {...}}. */
    public List<String> asked() {
        return asked;
    }

    /** Of the last request; empty: not sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        headers = exchange.getRequestHeaders();
        asked.add(body.isEmpty() ? request : request + " " + body);
        Queue<Answer> queue = answers.getOrDefault(request, new ArrayDeque<>());
        Answer answer = queue.size() > 1 ? queue.poll() : queue.peek();
        if (answer == null) {
            answer = new Answer(404, NOTHING_HERE.getBytes(StandardCharsets.UTF_8), Map.of());
        }
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = answer.body();
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.driftline.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.tensors.Bytes;
import dev.driftline.testkit.Seeds;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Good requests made bad at random, at all doors: whatever is sent, no answer says that the service failed. The system property {@code
 * fuzz.requests} tells how many.
 */
@QuarkusTest
class FuzzTest {
    private static final Logger LOG = Logger.getLogger(FuzzTest.class);
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
    private static final int FIRST_SEED = Integer.getInteger("fuzz.seed", 1);
    private static final int CLIENTS = 3;

    /** Requests after which the server may end the connection without a word, a hundred: such as are none at all. */
    private static final int MOST_CLOSED_PERCENT = 5;

    private static final String CLOSED = "closed";

    /** Of those who say that they wait a millisecond only. */
    private static final int LATE = 504;

    private static final byte[] PLAIN = bytes("{\"texts\":[\"where is it\",{\"text\":\"a\",\"textPair\":\"b\"}]}");
    private static final byte[] LINES =
            bytes("{\"id\":\"1\",\"text\":\"where is it\"}\n\n{\"text\":\"a\",\"textPair\":\"b\"}\n{\"text\":7}\n");
    private static final byte[] ONE = bytes("{\"text\":\"where is my parcel\"}");
    private static final byte[] TENSORS = bytes("{\"id\":\"1\",\"parameters\":{\"client\":\"me\",\"patience_ms\":900},"
            + "\"inputs\":[{\"name\":\"text\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[\"a\",\"b\"]},"
            + "{\"name\":\"text_pair\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[[\"c\"],[\"d\"]]}],"
            + "\"outputs\":[{\"name\":\"scores\",\"parameters\":{\"binary_data\":true}},{\"name\":\"label\"}]}");
    private static final byte[] RAW = Bytes.raw(List.of("where is it", "grün"));
    private static final byte[] BINARY_HEAD =
            bytes("{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\","
                    + "\"parameters\":{\"binary_data_size\":" + RAW.length + "}}]}");
    private static final byte[] BINARY = joined(BINARY_HEAD, RAW);

    private final Slots slots;
    private final ConcurrentSkipListMap<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

    FuzzTest(Slots slots) {
        this.slots = slots;
    }

    @BeforeEach
    void serveSpam() {
        Served.spam(slots);
    }

    @Test
    void whateverIsSentNoDoorFailsAndGoodRequestsAreStillAnswered() throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = FIRST_SEED + client;
                running.add(clients.submit((Callable<Integer>) () -> run(first)));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        try (RawHttp http = new RawHttp(RestAssured.port);
                Grpc grpc = new Grpc()) {
            assertThat(http.send(plain("POST", "", ONE))).contains(200);
            assertThat(http.send(lines("", LINES))).contains(200);
            assertThat(http.body()).contains("\"answered\":2");
            assertThat(http.send(tensors("", "", TENSORS))).contains(200);
            assertThat(grpc.call.send(RawGrpc.GOOD)).isEqualTo("OK");
        }
        LOG.infof("fuzz requests=%d outcomes=%s", REQUESTS, new TreeMap<>(outcomes));
        assertThat(outcomes).as("good ones among the bad").containsKeys("200", "OK", "400", "404", "INVALID_ARGUMENT");
        assertThat(outcomes.getOrDefault(CLOSED, new LongAdder()).sum())
                .as("connections that were ended without a word")
                .isLessThanOrEqualTo((long) REQUESTS * MOST_CLOSED_PERCENT / 100);
    }

    private int run(int first) throws Exception {
        try (RawHttp http = new RawHttp(RestAssured.port);
                Grpc grpc = new Grpc()) {
            for (int seed = first; seed < FIRST_SEED + REQUESTS; seed += CLIENTS) {
                Seeds.with(seed, random -> one(random, http, grpc.call));
            }
        }
        return first;
    }

    private void one(Random random, RawHttp http, RawGrpc grpc) throws Exception {
        Mutation mutation = new Mutation(random);
        int door = random.nextInt(4);
        if (door == 3) {
            String code = grpc.send(mutation);
            assertThat(code).isNotIn("INTERNAL", "UNKNOWN", "CANCELLED", "DATA_LOSS", "ABORTED");
            count(code);
            return;
        }
        RawHttp.Request request = request(mutation, random, door);
        Optional<Integer> status = http.send(request);
        assertThat(status.orElse(400))
                .as(
                        "%s | %s | %d bytes",
                        request.line(), request.headers(), request.body().length())
                .matches(code -> code < 500 || code == LATE, "is no failure");
        if (status.isPresent()) {
            assertThat(http.body()).as(request.line()).doesNotContain("\"status\":500");
        } else {
            assertThat(http.send(plain("POST", "", ONE))).as("a new connection").contains(200);
        }
        count(status.map(String::valueOf).orElse(CLOSED));
    }

    private static RawHttp.Request request(Mutation mutation, Random random, int door) {
        boolean bodyOnly = random.nextBoolean();
        String headers = bodyOnly ? "" : mutation.headers();
        RawHttp.Request good = switch (door) {
            case 0 ->
                plain(
                        bodyOnly ? "POST" : mutation.method(),
                        headers,
                        mutation.body(random.nextBoolean() ? PLAIN : ONE));
            case 1 -> lines(headers, mutation.body(LINES));
            default -> {
                boolean binary = random.nextInt(3) == 0;
                String length = binary ? "Inference-Header-Content-Length: " + BINARY_HEAD.length + "\r\n" : "";
                String version = mutation.pick(List.of("", "", "/versions/7", "/versions/6", "/versions/x"));
                yield tensors(version, length + headers, mutation.body(binary ? BINARY : TENSORS));
            }
        };
        return bodyOnly ? good : new RawHttp.Request(moved(mutation, good.line()), good.headers(), good.body());
    }

    private static String moved(Mutation mutation, String line) {
        String[] parts = line.split(" ");
        return parts[0] + " " + mutation.path(parts[1]) + " " + parts[2];
    }

    private static RawHttp.Request plain(String method, String headers, byte[] body) {
        return typed(method, "application/json", headers, body);
    }

    private static RawHttp.Request lines(String headers, byte[] body) {
        return typed("POST", "application/x-ndjson", headers, body);
    }

    private static RawHttp.Request typed(String method, String type, String headers, byte[] body) {
        String typed = headers.contains("Content-Type") ? headers : "Content-Type: " + type + "\r\n" + headers;
        return RawHttp.Request.of(method + " /v1/domains/spam/predictions HTTP/1.1", typed, body);
    }

    private static RawHttp.Request tensors(String version, String headers, byte[] body) {
        return RawHttp.Request.of("POST /v2/models/spam" + version + "/infer HTTP/1.1", headers, body);
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    /** A channel of its own. */
    private static final class Grpc implements AutoCloseable {
        private final ManagedChannel channel = ManagedChannelBuilder.forAddress(
                        "127.0.0.1",
                        ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class))
                .usePlaintext()
                .build();
        private final RawGrpc call = new RawGrpc(channel);

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}

package dev.driftline.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is hardly HTTP, or comes too slowly: its senders are told so, and the log does not tell of them. */
@QuarkusTest
@TestProfile(BadHttpTest.ShortTime.class)
class BadHttpTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String PATH = "/v1/domains/spam/predictions";
    private static final String JSON = "Host: here\r\nContent-Type: application/json\r\n";

    /** So that a body that trickles need not be waited for as long as by default. */
    public static final class ShortTime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("driftline.serving.body.time", "3s");
        }
    }

    private final Slots slots;
    private final Complaints complaints = new Complaints();

    BadHttpTest(Slots slots) {
        this.slots = slots;
    }

    @BeforeEach
    void serveSpam() {
        Served.spam(slots);
        Logger.getLogger("").addHandler(complaints);
    }

    @AfterEach
    void nobodyComplained() {
        Logger.getLogger("test").severe("heard");
        Logger.getLogger("").removeHandler(complaints);
        assertThat(complaints.all).containsExactly("test: heard");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/domains HTTP/1.1\r\n\r\n",
                "GET /v1/domains HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /v1/domains HTTP/1.1\r\nHost: a:b:c\r\n\r\n",
                "GET /v1/domains HTTP/9.9\r\n\r\n",
            })
    void aRequestWithoutAHostIsRefusedWithAProblem(String request) throws Exception {
        try (Socket socket = open(request)) {
            String answer = answer(socket);
            assertThat(answer)
                    .contains(" 400 Bad Request\r\n")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"status\":400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, "/v1/predictions/0-1732608000000-5a3c5a3c5a3c5a3c/feedback", "/v2/models/spam/infer"})
    void aBodyThatTricklesGets408AndTheConnectionEnds(String path) throws Exception {
        try (Socket socket = open("POST " + path + " HTTP/1.1\r\n" + JSON + "Content-Length: 900\r\n\r\n{")) {
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket));
            String answer = answer(socket);
            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("body: it took longer than 3 s to arrive");
            trickle.interrupt();
        }
    }

    private static void trickle(Socket socket) {
        try {
            while (!Thread.interrupted()) {
                socket.getOutputStream().write(' ');
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException _) {
            // the other side has had enough
        }
    }

    @Test
    void aPackedBodyIsRefusedByItsName() throws Exception {
        try (Socket socket = open("POST " + PATH + " HTTP/1.1\r\n" + JSON
                + "Connection: close\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")) {
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 415 ")
                    .containsIgnoringCase("accept-encoding: identity")
                    .contains("without Content-Encoding");
        }
        try (Socket socket = open("POST " + PATH + " HTTP/1.1\r\n" + JSON
                + "Connection: close\r\nContent-Encoding: identity\r\nContent-Length: 12\r\n\r\n{\"text\":\"a\"}")) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    private static Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** All that comes until the connection ends. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            for (int one = socket.getInputStream().read();
                    one >= 0;
                    one = socket.getInputStream().read()) {
                answer.append((char) one);
            }
        } catch (SocketException _) {
            // it ended while something was on its way to it
        }
        return answer.toString();
    }

    /** What is logged as a fault. */
    private static final class Complaints extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                all.add(line.getLoggerName() + ": " + line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

package dev.driftline.serving.answer;

import static dev.driftline.serving.slots.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamDoorTest {
    private final Slots slots;

    StreamDoorTest(Slots slots) {
        this.slots = slots;
    }

    @BeforeEach
    void serveMail() {
        byte[] adapter = FakeEngine.adapter(3);
        VersionRef ref = new VersionRef(3, Digest.of(adapter), adapter.length, 30)
                .learnedAt(Instant.now().minusSeconds(90));
        slots.told(new AdapterRecord(new AdapterRecord.Header(new DomainName("mail"), "A", 9, ref), adapter));
        eventually(slots::settled);
    }

    /** By a socket: the JDK's client reads no answer before it has sent the whole body. */
    @Test
    void aLineIsAnsweredBeforeTheNextIsSent() throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String head = String.join(
                    "\r\n",
                    "POST /v1/domains/mail/predictions HTTP/1.1",
                    "Host: localhost",
                    "Connection: close",
                    "Content-Type: application/x-ndjson",
                    "Transfer-Encoding: chunked",
                    "",
                    "");
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(chunk("{\"id\":\"1\",\"text\":\"a\"}\n"));
            assertThat(until(in, "line")).contains("\"line\":1", "\"id\":\"1\"", "\"label\":\"parcel\"");
            out.write(chunk("{\"text\":7}\n"));
            assertThat(until(in, "line")).contains("\"line\":2", "\"field\":\"text\"");
            out.write(chunk(""));
            assertThat(until(in, "end")).isEqualTo("{\"end\":{\"answered\":1,\"faulty\":1}}");
        }
    }

    private static byte[] chunk(String content) {
        int bytes = content.getBytes(StandardCharsets.UTF_8).length;
        return (Integer.toHexString(bytes) + "\r\n" + content + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String until(BufferedReader in, String field) throws IOException {
        String line = in.readLine();
        while (!line.startsWith("{\"" + field)) {
            line = in.readLine();
        }
        return line;
    }

    @Test
    void aStreamThatCannotBeginIsAnsweredByAStatus() {
        given().contentType("application/x-ndjson")
                .body("{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8))
                .post("/v1/domains/nobody/predictions")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void whatIsMeasuredIsExported() {
        given().contentType("application/json").body("{\"text\":\"a\"}").post("/v1/domains/mail/predictions");
        given().contentType("application/x-ndjson")
                .body("{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8))
                .post("/v1/domains/mail/predictions")
                .then()
                .statusCode(200);
        assertThat(when().get("/q/metrics").asString())
                .contains("driftline_serving_answers_total{domain=\"mail\",version=\"3\"}")
                .contains("driftline_serving_freshness_seconds{domain=\"mail\"} 9")
                .contains("driftline_serving_queue_time_seconds_bucket{le=\"0.002\"}")
                .contains("driftline_serving_engine_time_seconds_bucket")
                .contains("driftline_serving_batch_texts_bucket{le=\"64.0\"}")
                .contains("driftline_serving_batch_tokens_bucket")
                .contains("driftline_serving_residency_total{outcome=\"hit\"}")
                .contains("driftline_serving_stream_lines_total{outcome=\"answered\"}")
                .contains("driftline_serving_swap_age_seconds_bucket");
    }
}

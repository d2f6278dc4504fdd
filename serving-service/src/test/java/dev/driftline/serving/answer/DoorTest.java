package dev.driftline.serving.answer;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DoorTest {
    private final Slots slots;
    private final FakeHints hints;

    DoorTest(Slots slots, FakeHints hints) {
        this.slots = slots;
        this.hints = hints;
    }

    @BeforeEach
    void serveSpam() {
        Served.spam(slots);
    }

    @Test
    void aQuestionIsAnsweredWithItsOrigin() {
        ask("{\"text\":\"where is it\"}")
                .statusCode(200)
                .contentType("application/json")
                .header("Server-Timing", matchesPattern("queue;dur=\\d+\\.\\d{3}, engine;desc=fp32;dur=\\d+\\.\\d{3}"))
                .body("id", matchesPattern("0-\\d{13}-[0-9a-f]{16}"))
                .body("domain", is("spam"))
                .body("results", hasSize(1))
                .body("results[0].label", is("parcel"))
                .body("results[0].scores[0].score", is(0.93f))
                .body("version", is(7))
                .body("digest", is(Digest.of(FakeEngine.adapter(7)).hex()))
                .body("learnedUpTo", is(4711));
    }

    @Test
    void theLargestQuestionFits() throws Exception {
        String text = "\"" + "é".repeat(16 * 1024) + "\"";
        String body = "{\"texts\":[" + String.join(",", Collections.nCopies(256, text)) + "]}";
        HttpResponse<String> answer = send("spam", BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.read(answer.body().getBytes(StandardCharsets.UTF_8), Prediction.class)
                        .results())
                .hasSize(256);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"a\",\"lang\":\"en\"}|lang",
                "{\"text\":3}|text",
                "{\"text\":\"  \"}|text",
                "{\"text\":\"a\",\"texts\":[\"b\"]}|texts",
                "{\"text\":\"a\",\"text\":\"b\"}|body",
                "{}|text",
                "{\"text\":null}|text",
                "{\"texts\":[]}|texts",
                "{\"texts\":\"a\"}|texts",
                "{\"texts\":[\"a\",3]}|texts[1]",
                "{\"texts\":[\"a\",\"\"]}|texts[1]",
                "{\"text\":\"a\",\"textPair\":\"\"}|textPair",
                "{\"text\":\"a\",\"textPair\":7}|textPair",
                "{\"textPair\":\"a\"}|text",
                "{\"texts\":[\"a\"],\"textPair\":\"b\"}|textPair",
                "{\"texts\":[{\"text\":\"a\",\"textPair\":\" \"}]}|texts[0].textPair",
                "{\"texts\":[{\"textPair\":\"a\"}]}|texts[0].text",
                "{\"texts\":[{\"text\":\"a\",\"label\":\"b\"}]}|texts[0].label",
                "{\"text\":\"\\ud800\"}|text",
                "{\"text\":\"a\"} x|body",
                "[\"a\"]|body",
                "{\"text\":|body",
                "``|body"
            })
    void aQuestionThatIsNotValidIsToldWhichFieldIsAtFault(String body, String field) {
        ask(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", is(400))
                .body("field", is(field))
                .body("detail", containsString(field));
    }

    @Test
    void tooManyOrTooLongTextsAreRefused() {
        ask("{\"texts\":[" + String.join(",", Collections.nCopies(257, "\"a\"")) + "]}")
                .statusCode(400)
                .body("field", is("texts"));
        ask("{\"text\":\"" + "a".repeat(32 * 1024 + 1) + "\"}").statusCode(400).body("field", is("text"));
        ask("{\"text\":\"a\",\"textPair\":\"" + "a".repeat(32 * 1024) + "\"}")
                .statusCode(400)
                .body("field", is("textPair"));
    }

    @Test
    void anOversizedBodyIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        byte[] body = new byte[Bodies.MAX_BYTES + 1];
        for (BodyPublisher told : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            HttpResponse<String> answer = send("spam", told);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"status\":413");
        }
        assertThat(send("nobody", BodyPublishers.ofByteArray(body)).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f..%2fledgers", "UPPER", "a%00b", "-x", "%20"})
    void aNameThatNoDomainCanHaveIsOneThatNoneHas(String name) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"text\":\"a\"}")
                .post("/v1/domains/" + name + "/predictions")
                .then()
                .statusCode(404)
                .body("field", is("domain"));
    }

    @Test
    void aDomainThatIsNamedWhereNobodyReadsItIsNoUnknownOne() {
        ask("spam", "{\"text\":\"a\",\"domain\":\"spam\"}").statusCode(400).body("field", is("domain"));
        when().get("/v1/domains/spam?domain=spam").then().statusCode(400).body("field", is("domain"));
    }

    @Test
    void unknownWithoutVersionAndNotLoadedAreThreeAnswers() {
        ask("nobody", "{\"text\":\"a\"}").statusCode(404).body("detail", containsString("nobody"));
        hints.unread.put(new DomainName("young"), new Known("A", 1, false));
        ask("young", "{\"text\":\"a\"}").statusCode(409).body("detail", containsString("young"));
        hints.unread.put(new DomainName("late"), new Known("A", 2, true));
        ask("late", "{\"text\":\"a\"}").statusCode(503).header("Retry-After", "1");
    }

    @Test
    void anotherContentTypeAndAnotherMethodAreProblemsToo() {
        given().contentType("text/plain")
                .body("a")
                .post("/v1/domains/spam/predictions")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        when().delete("/v1/domains/spam").then().statusCode(405);
        when().get("/v2/models").then().statusCode(404);
        when().get("/v1/predictions/7/feedback")
                .then()
                .statusCode(405)
                .body("detail", is("Feedback goes as application/json to POST /v1/predictions/{id}/feedback"));
        when().get("/v1/nothing").then().statusCode(404).body("detail", containsString("/v1/nothing is no path"));
    }

    @Test
    void refusedRequestsMakeNoSeriesForEachName() {
        when().get("/v1/predictions/series-1/feedback").then().statusCode(405);
        when().options("/v1/predictions/series-2/feedback");
        given().contentType("text/plain").body("a").post("/v1/domains/series-3/predictions");
        when().delete("/v2/models/series-4/infer").then().statusCode(405);
        when().get("/v1/series-5/at/all").then().statusCode(404);
        assertThat(when().get("/q/metrics").asString())
                .contains("uri=\"/v1/predictions/{id}/feedback\"")
                .doesNotContain("series-");
    }

    @Test
    void whatIsHeldCanBeListed() {
        hints.read.put(new DomainName("young"), new Known("A", 1, false));
        when().get("/v1/domains").then().statusCode(200).body("domain", hasItem("young"));
        when().get("/v1/domains/spam")
                .then()
                .statusCode(200)
                .body("version", is(7))
                .body("learnedUpTo", is(4711))
                .body("residentBytes", is(FakeEngine.adapter(7).length))
                .body("swaps", is(1))
                .body("lastFault", nullValue());
        when().get("/v1/domains/nobody").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/domains", "/v1/domains/spam", "/v1/domains/spam/accuracy", "/v1/predictions/0-1-a"})
    void aParameterThatNobodyReadsIsRefused(String path) {
        when().get(path + "?limit=5")
                .then()
                .statusCode(400)
                .body("field", is("limit"))
                .body("detail", is("limit: is no parameter here: there is none"));
    }

    @Test
    void feedbackReadsNoParametersNorDoesTheOpenInferenceProtocol() {
        given().contentType("application/json")
                .body("{\"label\":\"card\"}")
                .post("/v1/predictions/0-1-a/feedback?lable=card")
                .then()
                .statusCode(400)
                .body("field", is("lable"));
        when().get("/v2?limit=5")
                .then()
                .statusCode(400)
                .body("error", is("limit: is no parameter here: there is none"));
    }

    @Test
    void itIsReadyAndTellsMetricsAndItsApi() {
        for (String health : new String[] {"live", "ready", "started"}) {
            when().get("/q/health/" + health).then().statusCode(200).body("status", equalTo("UP"));
        }
        ask("{\"text\":\"a\"}").statusCode(200);
        String metrics = when().get("/q/metrics").asString();
        assertThat(metrics)
                .contains("driftline_serving_swaps_seconds_count")
                .contains("driftline_serving_requests_seconds_count{outcome=\"answered\"}")
                .contains("driftline_serving_refused_total{reason=\"digest\"}")
                .contains("driftline_serving_queue");
        assertThat(when().get("/q/openapi").asString()).contains("/v1/domains/{domain}/predictions");
    }

    /** Large bodies go without the test library, which takes seconds over them. */
    private static HttpResponse<String> send(String domain, BodyPublisher body)
            throws IOException, InterruptedException {
        URI door = URI.create("http://localhost:" + RestAssured.port + "/v1/domains/" + domain + "/predictions");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(door)
                    .header("Content-Type", "application/json")
                    .POST(body)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static ValidatableResponse ask(String body) {
        return ask("spam", body);
    }

    private static ValidatableResponse ask(String domain, String body) {
        return given().contentType("application/json; charset=utf-8")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/domains/" + domain + "/predictions")
                .then();
    }
}

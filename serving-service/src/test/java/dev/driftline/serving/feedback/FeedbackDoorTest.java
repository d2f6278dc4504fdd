package dev.driftline.serving.feedback;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.feedback.Ingest.Sent;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedbackDoorTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final String ID = "0-1769860800000-0000000000000001";
    private final FakeIngest ingest;
    private final FakeHints hints;

    FeedbackDoorTest(FakeIngest ingest, FakeHints hints) {
        this.ingest = ingest;
        this.hints = hints;
    }

    @BeforeEach
    void theSeventhIsKnown() {
        VersionRef seventh = new VersionRef(7, Digest.of(new byte[] {7}), 1, 70);
        hints.read.put(SPAM, new Known("A", 9, false, null, seventh, null, null, null));
    }

    @AfterEach
    void ingestAcceptsAgain() {
        ingest.answer = null;
        hints.read.remove(SPAM);
    }

    @Test
    void feedbackIsAnsweredWithIngestsReceiptAndCounted() {
        send(ID, "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\",\"predicted\":\"ham\",\"version\":7}")
                .statusCode(202)
                .contentType("application/json")
                .body("id", is("feedback/" + ID + ".0"))
                .body("topic", is("examples"))
                .body("token", startsWith("examples/3@"));
        when().get("/v1/domains/spam/accuracy")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].version", is(7))
                .body("[0].right", is(1))
                .body("[0].accuracy", is(1f));
        when().get("/q/metrics")
                .then()
                .body(containsString(
                        "driftline_serving_feedback_total{domain=\"spam\",outcome=\"right\",version=\"7\"}"));
    }

    @Test
    void ofWhatIsNoDomainThereIsNoAccuracy() {
        for (String nobody : new String[] {"nobody", "UPPER"}) {
            when().get("/v1/domains/" + nobody + "/accuracy")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("field", is("domain"));
        }
    }

    @Test
    void withCaptureOffALabelAloneIsAConflictThatSaysWhatToSend() {
        send(ID, "{\"label\":\"ham\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("driftline.serving.capture"))
                .body("detail", containsString("send domain and text with the label"));
    }

    @Test
    void whatIsNotValidNamesItsFieldAndIngestAwaySaysWhenToComeAgain() {
        send("7", "{\"label\":\"ham\"}").statusCode(400).body("field", is("id"));
        send(ID, "{}").statusCode(400).body("field", is("label"));
        send(ID, " ".repeat(Feedback.MAX_BYTES + 1)).statusCode(413);
        ingest.answer = new Sent.Away("ingest does not answer");
        send(ID, "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\"}")
                .statusCode(503)
                .header("Retry-After", "1");
    }

    private static ValidatableResponse send(String id, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/predictions/" + id + "/feedback")
                .then();
    }
}

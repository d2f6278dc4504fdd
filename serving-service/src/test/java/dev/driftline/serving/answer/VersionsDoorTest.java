package dev.driftline.serving.answer;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.FakeEngine.adapter;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.Slots;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VersionsDoorTest {
    private static final DomainName SHOP = new DomainName("shop");
    private static final Instant FIRST = Instant.parse("2026-11-01T10:00:00Z");
    private final Slots slots;
    private final FakeHints hints;
    private final FakeBlobs blobs;
    private final FakeLedgers ledgers;

    VersionsDoorTest(Slots slots, FakeHints hints, FakeBlobs blobs, FakeLedgers ledgers) {
        this.slots = slots;
        this.hints = hints;
        this.blobs = blobs;
        this.ledgers = ledgers;
    }

    @BeforeEach
    void theSeventhIsLiveTheSixthWasTheEighthWaits() {
        ledgers.versions.put(6, kept(6));
        ledgers.live.put(FIRST, ref(6));
        slots.told(new AdapterRecord(new AdapterRecord.Header(SHOP, "A", 9, ref(7)), adapter(7)));
        eventually(slots::settled);
        known(null);
    }

    @Test
    void aVersionIsAskedByNumberTimeOrAlias() {
        ask("").statusCode(200).body("version", is(7));
        ask("?version=6").statusCode(200).body("version", is(6)).body("learnedUpTo", is(6000));
        ask("?asOf=2026-11-01T10:00Z").statusCode(200).body("version", is(6));
        ask("?alias=candidate").statusCode(200).body("version", is(8));
    }

    @Test
    void whatIsNotThereIsToldWithoutAnotherInItsPlace() {
        ask("?version=99").statusCode(404).body("detail", containsString("no version 99"));
        ask("?asOf=2026-11-01T09:59Z")
                .statusCode(409)
                .body("field", is("asOf"))
                .body("detail", containsString("its first went live at 2026-11-01T10:00:00Z"));
        ledgers.versions.put(5, ref(5));
        ask("?version=5").statusCode(410).body("detail", containsString("kept no more"));
        for (String wrong : new String[] {"?version=x", "?verison=7", "?alias=champion", "?version=7&asOf=x"}) {
            ask(wrong).statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void aStreamOfLinesIsAnsweredOnTheSameTerms() {
        assertThat(lines(given(), "?version=6")).contains("\"version\":6", "\"answered\":1");
        assertThat(lines(given(), "?alias=candidate")).contains("\"version\":8");
        assertThat(lines(given(), "?version=99")).contains("\"stopped\":", "\"status\":404");
        assertThat(lines(given().header("Driftline-Min-Offset", "7000"), "?wait=20ms"))
                .contains("\"answered\":0", "\"status\":412");
        for (String wrong : new String[] {"?version=x", "?verison=7", "?wait=2"}) {
            stream(given(), wrong).statusCode(400).contentType("application/problem+json");
        }
    }

    private static String lines(RequestSpecification request, String query) {
        return stream(request, query).statusCode(200).extract().asString();
    }

    private static ValidatableResponse stream(RequestSpecification request, String query) {
        return request.contentType("application/x-ndjson")
                .body("{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8))
                .post("/v1/domains/shop/predictions" + query)
                .then();
    }

    @Test
    void aQueryThatNoClientLibraryWouldSendIsTheClientsFault() throws IOException {
        try (Socket raw = new Socket("localhost", RestAssured.port)) {
            String request = "POST /v1/domains/shop/predictions?version=%zz HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"text\":\"a\"}";
            raw.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = raw.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void aHeaderThatNobodyReadsOrThatIsThereTwiceIsRefused() {
        ask(given().header("Driftline-Min-Ofset", "9"), "")
                .statusCode(400)
                .body("field", is("Driftline-Min-Ofset"))
                .body("detail", containsString("there are Driftline-Min-Offset, Driftline-Wait, Driftline-Client"));
        ask(given().header("Driftline-Min-Offset", "5", "99999"), "")
                .statusCode(400)
                .body("field", is("Driftline-Min-Offset"))
                .body("detail", containsString("must be given once"));
        ask(given().header("driftline-wait", ""), "")
                .statusCode(400)
                .body("field", is("Driftline-Wait"))
                .body("detail", containsString("must not be empty"));
    }

    @Test
    void aVersionThatHasNotLearnedTheOffsetIsToldWithWhatThereIs() {
        ask(given().header("Driftline-Min-Offset", "examples/3@6999"), "").statusCode(200);
        ask(given().header("Driftline-Min-Offset", "7000").header("Driftline-Wait", "20ms"), "")
                .statusCode(412)
                .contentType("application/problem+json")
                .body("title", is("Not fresh enough"))
                .body("available.version", is(7))
                .body("available.digest", is(ref(7).adapter().hex()))
                .body("available.learnedUpTo", is(7000))
                .body("detail", containsString("ask again, or wait longer"));
        ask(given().header("Driftline-Min-Offset", "6000"), "?version=6")
                .statusCode(412)
                .body("detail", containsString("never learns more: ask without version"));
        ask(given().header("Driftline-Min-Offset", "examples/4@1"), "")
                .statusCode(400)
                .body("field", is("minOffset"))
                .body("detail", containsString("lies in examples/3"));
        ask(given().header("Driftline-Wait", "soon"), "").statusCode(400).body("field", is("wait"));
    }

    @Test
    void aTrafficRuleSendsTheClientsOfItsShareToTheChallenger() {
        known(new TrafficRule(kept(6), 1, TrafficRule.Mode.RETURNED));
        RequestSpecification alice = given().header("Driftline-Client", "alice");
        eventually(
                () -> ask(alice, "").statusCode(200).extract().path("version").equals(6));
        assertThat(when().get("/q/metrics").asString())
                .contains("driftline_serving_traffic_answers_total{challenger=\"6\",domain=\"shop\",version=\"6\"}");
        known(null);
        ask(alice, "").body("version", is(7));
    }

    private void known(@Nullable TrafficRule traffic) {
        Place place = new Place("examples", "topic-one", 3);
        hints.read.put(SHOP, new Known("A", 9, true, place, kept(8), traffic, null, null));
    }

    private VersionRef kept(int version) {
        blobs.put(adapter(version));
        return ref(version);
    }

    private static VersionRef ref(int version) {
        return new VersionRef(version, Digest.of(adapter(version)), adapter(version).length, version * 1000L);
    }

    private static ValidatableResponse ask(String query) {
        return ask(given(), query);
    }

    private static ValidatableResponse ask(RequestSpecification request, String query) {
        return request.contentType("application/json")
                .body("{\"text\":\"a\"}")
                .post("/v1/domains/shop/predictions" + query)
                .then();
    }
}

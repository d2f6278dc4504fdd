package dev.driftline.registry.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.place.PaperLog;
import dev.driftline.registry.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service as its clients see it, on a real S3 server and with topics on paper. */
@QuarkusTest
@QuarkusTestResource(FolderS3Resource.class)
class RegistryApiTest {
    private static final String OF_64_ZEROS = "0".repeat(64);

    private final PaperLog log;
    private final ObjectStore store;

    @Inject
    RegistryApiTest(PaperLog log, ObjectStore store) {
        this.log = log;
        this.store = store;
    }

    @Test
    void aDomainIsCreatedListedShownAndHasALedger() {
        create("tickets")
                .statusCode(201)
                .header("Location", containsString("/v1/domains/tickets"))
                .body("domain", equalTo("tickets"))
                .body("number", equalTo(1))
                .body("held", equalTo(false))
                .body("spec.settings.method", equalTo("edora"))
                .body("spec.policy.windowAge", equalTo("PT2S"))
                .body("containsKey('champion')", equalTo(false));
        when().get("/v1/domains").then().statusCode(200).body("domain", hasItem("tickets"));
        when().get("/v1/domains/tickets").then().statusCode(200).body("ledgerId", notNullValue());
        when().get("/v1/domains/tickets/ledger")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].event.type", equalTo("created"));
        when().get("/v1/domains/tickets/versions").then().statusCode(200).body("", hasSize(0));
        problem(create("tickets"), 409).body("detail", containsString("already"));
    }

    @Test
    void aVersionGoesFromOfferToRollbackAndRelease() {
        create("spam-mail");
        offer("spam-mail", "n1").statusCode(201).body("event.decision.promote", equalTo(true));
        offer("spam-mail", "n2").statusCode(201).body("state.champion.version", equalTo(2));
        when().get("/v1/domains/spam-mail/versions")
                .then()
                .body("manifest.version", equalTo(List.of(2, 1)))
                .body("[0].decision.reason", containsString("version 1"))
                .body("[0].at", notNullValue());
        when().get("/v1/domains/spam-mail/versions?limit=1").then().body("manifest.version", equalTo(List.of(2)));
        when().get("/v1/domains/spam-mail/versions?before=2").then().body("manifest.version", equalTo(List.of(1)));
        problem(when().get("/v1/domains/spam-mail/versions?limit=1001").then(), 400)
                .body("field", equalTo("limit"));
        problem(when().get("/v1/domains/spam-mail/versions?before=0").then(), 400)
                .body("field", equalTo("before"));
        when().get("/v1/domains/spam-mail/versions/1").then().statusCode(200).body("manifest.version", equalTo(1));
        when().post("/v1/domains/spam-mail/rollback")
                .then()
                .statusCode(200)
                .body("state.held", equalTo(true))
                .body("state.champion.version", equalTo(1));
        problem(json("{\"version\":2}").post("/v1/domains/spam-mail/promote").then(), 409)
                .body("detail", containsString("on hold"));
        when().post("/v1/domains/spam-mail/release")
                .then()
                .statusCode(200)
                .body("event.type", equalTo("released"))
                .body("state.champion.version", equalTo(2));
        json("{\"version\":1}")
                .post("/v1/domains/spam-mail/promote")
                .then()
                .statusCode(200)
                .body("state.champion.version", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "versions?limit=x|limit|limit: must be a whole number",
                "versions?limit=99999999999|limit|limit: must lie in 1..1000",
                "versions?before=x|before|before: must be a whole number",
                "ledger?from=x|from|from: must be a whole number",
                "ledger?from=1.5|from|from: must be a whole number",
                "ledger?form=1|form|form: is no parameter here: there are from, limit",
                "ledger?from=1&from=2|from|from: must be given once",
                "?from=1|from|from: is no parameter here: there is none",
                "versions/x|version|version: must be a version's number, as 7",
                "versions/x/export|version|version: must be a version's number, as 7"
            })
    void aParameterThatCannotBeIsNamed(String path, String field, String detail) {
        create("asked"); // 409 from the second on
        String of = "/v1/domains/asked" + (path.startsWith("?") ? "" : "/");
        problem(when().get(of + path).then(), 400).body("field", equalTo(field)).body("detail", equalTo(detail));
    }

    @Test
    void aShareOfTheClientsIsSetAndEndedAndThePastIsAsked() {
        create("shared");
        offer("shared", "n1").statusCode(201);
        offer("shared", "n2").statusCode(201).body("state.champion.version", equalTo(2));
        String path = "/v1/domains/shared/traffic";
        share(path, 1, "0.1", "compared")
                .statusCode(200)
                .body("event.type", equalTo("traffic-set"))
                .body("state.traffic.version.version", equalTo(1))
                .body("state.traffic.mode", equalTo("compared"));
        problem(share(path, 1, "1.5", "returned"), 400).body("field", equalTo("share"));
        problem(share(path, 1, "0.1", "shadow"), 400).body("field", equalTo("mode"));
        problem(share(path, 9, "0.1", "returned"), 404);
        problem(share(path, 2, "0.1", "returned"), 409).body("detail", containsString("is live"));
        when().delete(path).then().statusCode(200).body("state.containsKey('traffic')", equalTo(false));
        problem(when().delete(path).then(), 409).body("detail", containsString("no traffic rule"));

        when().get("/v1/domains/shared/live?asOf=2001-01-01T10:00Z")
                .then()
                .statusCode(200)
                .body("containsKey('version')", equalTo(false))
                .body("firstAt", notNullValue());
        for (String wrong : List.of("", "?asOf=yesterday", "?asOf=2999-01-01T10:00Z")) {
            problem(when().get("/v1/domains/shared/live" + wrong).then(), 400).body("field", equalTo("asOf"));
        }
        problem(when().get("/v1/domains/nobody/live?asOf=2001-01-01T10:00Z").then(), 404);
    }

    private static ValidatableResponse share(String path, int version, String share, String mode) {
        return json("{\"version\":" + version + ",\"share\":" + share + ",\"mode\":\"" + mode + "\"}")
                .put(path)
                .then();
    }

    @Test
    void anOfferThatComesTooLateIsAnsweredWithTheNewestEntry() {
        create("late");
        Offer offer = prepare("late", "mine");
        StopRequest stop = new StopRequest(1, "s", "the log is shorter than the position");
        json(Json.text(stop)).post("/v1/domains/late/stopped").then().statusCode(201);
        byte[] answer = json(Json.text(offer))
                .post("/v1/domains/late/versions")
                .then()
                .statusCode(409)
                .extract()
                .asByteArray();
        LedgerEntry newest = Json.read(answer, LedgerEntry.class);
        assertThat(newest.number()).isEqualTo(2);
        assertThat(newest.state().stopped()).contains("shorter");
        when().post("/v1/domains/late/continue").then().statusCode(200).body("event.newLog", equalTo(false));
        problem(when().post("/v1/domains/late/continue").then(), 409);
    }

    @Test
    void aBlobIsKeptUnderItsDigest() {
        byte[] bytes = "a blob".getBytes(StandardCharsets.UTF_8);
        String path = "/v1/blobs/" + Digest.of(bytes);
        problem(when().get(path).then(), 404);
        assertThat(put(path, bytes)).isEqualTo(201);
        assertThat(put(path, bytes)).isEqualTo(200);
        assertThat(when().get(path).asByteArray()).isEqualTo(bytes);
        when().get(path).then().header("Content-Length", "6");
        when().head(path).then().statusCode(200).header("Content-Length", "6");
        problem(
                        given().contentType("application/octet-stream")
                                .body(bytes)
                                .put("/v1/blobs/" + OF_64_ZEROS)
                                .then(),
                        400)
                .body("field", equalTo("digest"));
    }

    @Test
    void aDamagedBlobIsAProblemAndNeverItsBytes() {
        byte[] bytes = "a blob that is damaged later".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        String key = "blobs/sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex();
        store.putIfAbsent(key, new byte[] {6, 6, 6});
        problem(when().get("/v1/blobs/" + digest).then(), 500).body("title", containsString("damaged"));
    }

    @Test
    void aLargeBlobArrivesWhole() {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        String path = "/v1/blobs/" + Digest.of(bytes);
        assertThat(put(path, bytes)).isEqualTo(201);
        assertThat(when().get(path).asByteArray()).isEqualTo(bytes);
    }

    @Test
    void theFirstFactorsOfABaseHold() {
        byte[] first = "factors".getBytes(StandardCharsets.UTF_8);
        byte[] second = "other factors".getBytes(StandardCharsets.UTF_8);
        put("/v1/blobs/" + Digest.of(first), first);
        put("/v1/blobs/" + Digest.of(second), second);
        String path = "/v1/bases/" + OF_64_ZEROS + "/factors/8-all";
        problem(when().get(path).then(), 404);
        for (byte[] offered : new byte[][] {first, second}) {
            json("{\"blob\":\"" + Digest.of(offered) + "\"}")
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body("blob", equalTo(Digest.of(first).hex()));
        }
        when().get(path)
                .then()
                .statusCode(200)
                .body("blob", equalTo(Digest.of(first).hex()));
        json("{\"name\":\"MiniLM\"}").put("/v1/bases/" + OF_64_ZEROS).then().statusCode(200);
        json("{\"name\":\"Other\"}").put("/v1/bases/" + OF_64_ZEROS).then().body("name", equalTo("MiniLM"));
    }

    @Test
    void tricksInANameOrADigestReachNothing() {
        for (String path : new String[] {
            "/v1/domains/..%2f..%2fetc%2fpasswd",
            "/v1/domains/%2e%2e",
            "/v1/domains/a%00b",
            "/v1/domains/UPPER",
            "/v1/domains/x%2fledger",
            "/v1/blobs/..%2f..%2fledgers",
            "/v1/bases/" + OF_64_ZEROS + "/factors/..%2f8-all"
        }) {
            ValidatableResponse answer =
                    given().urlEncodingEnabled(false).get(path).then();
            assertThat(answer.extract().statusCode()).as(path).isIn(400, 404);
            assertThat(answer.extract().contentType()).as(path).startsWith(Problem.MEDIA_TYPE);
        }
        problem(
                        json("{\"name\":\"../x\",\"labels\":[\"a\",\"b\"]}")
                                .post("/v1/domains")
                                .then(),
                        400)
                .body("field", equalTo("domain"));
    }

    @Test
    void aBodyThatDoesNotBindIsNamedByField() {
        bad("{\"name\":\"x\",\"labels\":[\"one\"]}", "labels");
        bad("{\"name\":\"x\",\"labels\":[\"a\",\"b\"],\"color\":1}", "color");
        bad("{\"name\":", "body");
        bad("", "body");
        bad("null", "body");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
        byte[] large = new byte[Body.MAX_JSON_BYTES + 1];
        problem(
                        given().contentType("application/json")
                                .body(large)
                                .post("/v1/domains")
                                .then(),
                        413)
                .body("detail", containsString("1048576"));
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        problem(when().get("/v1/domains/nobody").then(), 404).body("detail", containsString("nobody"));
        problem(when().get("/v1/domains/nobody/ledger").then(), 404);
        problem(when().get("/v1/domains/nobody/versions/1").then(), 404);
        problem(when().get("/v1/nothing").then(), 404);
        problem(when().delete("/v1/domains/nobody").then(), 405);
        problem(when().get("/v1/domains/nobody/ledger?limit=0").then(), 400).body("field", equalTo("limit"));
    }

    @Test
    void withoutABrokerNoDomainIsCreatedAndTheClientIsToldWhenToComeBack() {
        log.setAway(true);
        try {
            problem(create("homeless"), 503).header("Retry-After", "2");
        } finally {
            log.setAway(false);
        }
    }

    @Test
    void healthMetricsAndDescriptionAnswer() throws InterruptedException {
        create("counted");
        for (int tries = 0; tries < 100 && when().get("/q/health/ready").statusCode() != 200; tries++) {
            Thread.sleep(50);
        }
        when().get("/q/health/ready").then().statusCode(200);
        when().get("/q/health/live").then().statusCode(200);
        when().get("/q/health/started").then().statusCode(200);
        when().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("driftline_ledger_entries_total{event=\"created\"}"))
                .body(containsString("driftline_told_lag"));
        when().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/v1/domains/{domain}/versions'.post.summary", containsString("Offer a version"))
                .body(
                        "paths.'/v1/domains/{domain}/versions'.get.parameters.find { it.name == 'limit' }.schema.default",
                        equalTo(100))
                .body("components.schemas.Digest.type", not(equalTo("object")));
    }

    private static ValidatableResponse create(String name) {
        return json("{\"name\":\"" + name + "\",\"labels\":[\"ham\",\"spam\"]}")
                .post("/v1/domains")
                .then();
    }

    private static ValidatableResponse offer(String domain, String nonce) {
        return json(Json.text(prepare(domain, nonce)))
                .post("/v1/domains/" + domain + "/versions")
                .then();
    }

    private static Offer prepare(String domain, String nonce) {
        DomainState state =
                Json.read(when().get("/v1/domains/" + new DomainName(domain)).asByteArray(), DomainState.class);
        Manifest manifest = Samples.manifest(state, Samples.FINE);
        put("/v1/blobs/" + manifest.adapter(), Samples.adapter(manifest.version()));
        put("/v1/blobs/" + manifest.state(), Samples.state(manifest.version()));
        return new Offer(state.number(), nonce, manifest, Samples.mark(manifest.learnedUpTo()));
    }

    private static void bad(String body, String field) {
        problem(json(body).post("/v1/domains").then(), 400).body("field", equalTo(field));
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    private static int put(String path, byte[] bytes) {
        return given().contentType("application/octet-stream")
                .body(bytes)
                .put(path)
                .statusCode();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("detail", notNullValue());
    }
}

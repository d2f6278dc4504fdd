package dev.driftline.serving.oip;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.tensors.Bytes;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OipDoorTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final String ONE =
            "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"where is it\"]}]}";
    private static final String DIGEST = Digest.of(FakeEngine.adapter(7)).hex();
    private static final String LABELS = "[\"card\",\"parcel\",\"never\"]";

    private final Slots slots;
    private final FakeHints hints;
    private final FakeEngine engine;
    private final FakeBlobs blobs;
    private final FakeLedgers ledgers;

    OipDoorTest(Slots slots, FakeHints hints, FakeEngine engine, FakeBlobs blobs, FakeLedgers ledgers) {
        this.slots = slots;
        this.hints = hints;
        this.engine = engine;
        this.blobs = blobs;
        this.ledgers = ledgers;
    }

    @BeforeEach
    void serveSpam() {
        hints.read.put(SPAM, new Known("A", 9, true));
        Served.spam(slots);
    }

    @Test
    void theServerTellsOfItself() {
        when().get("/v2")
                .then()
                .statusCode(200)
                .body("name", is("driftline"))
                .body("version", not(""))
                .body("extensions", hasItem("binary_tensor_data"));
        when().get("/v2/health/live").then().statusCode(200).body("live", is(true));
        when().get("/v2/health/ready").then().statusCode(200).body("ready", is(true));
    }

    @Test
    void aModelTellsItsTensorsAndLabels() {
        for (String path : List.of("/v2/models/spam", "/v2/models/spam/versions/7")) {
            when().get(path)
                    .then()
                    .statusCode(200)
                    .body("name", is("spam"))
                    .body("versions", contains("1", "2", "3", "4", "5", "6", "7"))
                    .body("inputs.name", contains("text", "text_pair"))
                    .body("inputs[1].parameters.optional", is(true))
                    .body("outputs.name", contains("label", "scores"))
                    .body("outputs[1].shape", contains(-1, 3))
                    .body("outputs[1].parameters.labels", is(LABELS));
        }
        when().get("/v2/models/spam/ready").then().statusCode(200).body("ready", is(true));
        when().get("/v2/models/spam/versions/7/ready").then().statusCode(200).body("name", is("spam"));
    }

    @Test
    void whatDoesNotAnswerIsNotReady() {
        hints.unread.put(new DomainName("young"), new Known("A", 1, false));
        hints.unread.put(new DomainName("late"), new Known("A", 2, true));
        for (String unknown : List.of("nobody", "UPPER", "spam/versions/9999", "spam/versions/x", "spam/versions/0")) {
            when().get("/v2/models/" + unknown).then().statusCode(404).body("error", not(""));
            when().get("/v2/models/" + unknown + "/ready")
                    .then()
                    .statusCode(404)
                    .body("error", not(""));
            infer("/v2/models/" + unknown + "/infer", ONE).statusCode(404).body("error", not(""));
        }
        when().get("/v2/models/young/ready").then().statusCode(409).body("ready", is(false));
        infer("/v2/models/young/infer", ONE).statusCode(409).body("error", containsString("young"));
        when().get("/v2/models/late/ready").then().statusCode(503).body("ready", is(false));
        infer("/v2/models/late/infer", ONE).statusCode(503).header("Retry-After", "1");
        given().body("{}")
                .post("/v2/repository/index")
                .then()
                .statusCode(200)
                .body("name", hasItem("young"))
                .body("find { it.name == 'spam' }.state", is("READY"))
                .body("find { it.name == 'spam' }.version", is("7"));
        given().body("{\"ready\":true}").post("/v2/repository/index").then().body("name", not(hasItem("young")));
    }

    @Test
    void aRequestIsAnsweredWithItsOrigin() {
        infer("/v2/models/spam/versions/7/infer", ONE.replaceFirst("\\{", "{\"id\":\"q1\","))
                .statusCode(200)
                .contentType("application/json")
                .body("model_name", is("spam"))
                .body("model_version", is("7"))
                .body("id", is("q1"))
                .body("parameters.version", is(7))
                .body("parameters.digest", is(DIGEST))
                .body("parameters.learned_up_to", is(4711))
                .body("parameters.form", is("fp32"))
                .body("parameters.labels", is(LABELS))
                .body("parameters.prediction_id", matchesPattern("\\d+-\\d+-[0-9a-f]{16}"))
                .body("parameters.abstained", nullValue())
                .body("outputs.name", contains("label", "scores"))
                .body("outputs[0].data", contains("parcel"))
                .body("outputs[0].shape", contains(1))
                .body("outputs[1].datatype", is("FP32"))
                .body("outputs[1].shape", contains(1, 3))
                .body("outputs[1].data", contains(0.07f, 0.93f, 0f));
    }

    @Test
    void anAnswerSaysOfWhichTextsItAbstains() {
        hints.read.put(SPAM, new Known("A", 9, true, null, null, null, null, 0.95));
        infer("/v2/models/spam/infer", ONE).statusCode(200).body("parameters.abstained", is("[true]"));
        hints.read.put(SPAM, new Known("A", 9, true));
    }

    @Test
    void aVersionIsAnsweredWhateverKeepsTheLiveOneSilent() {
        hints.unread.put(new DomainName("late"), new Known("A", 2, true));
        byte[] adapter = FakeEngine.adapter(4);
        blobs.put(adapter);
        VersionRef fourth = new VersionRef(4, Digest.of(adapter), adapter.length, 40);
        ledgers.versions.put(4, fourth);
        ledgers.live.put(Instant.parse("2026-11-01T10:00:00Z"), fourth);
        infer("/v2/models/late/infer", ONE).statusCode(503);
        infer("/v2/models/late/versions/4/infer", ONE).statusCode(200).body("model_version", is("4"));
        infer("/v2/models/late/infer", ONE.replaceFirst("\\{", "{\"parameters\":{\"as_of\":\"2026-11-01T10:00Z\"},"))
                .statusCode(200)
                .body("model_version", is("4"));
        ledgers.live.clear();
    }

    @Test
    void aReceiptsTokenIsReadAsByThePlainDoor() {
        hints.read.put(SPAM, new Known("A", 9, true, new Place("examples", "id", 8), null, null, null, null));
        for (String learned : List.of("\"examples/8@5\"", "\"5\"", "5")) {
            infer("/v2/models/spam/infer", atLeast(learned)).statusCode(200).body("model_version", is("7"));
        }
        infer("/v2/models/spam/infer", atLeast("\"examples/8@4711\""))
                .statusCode(412)
                .body("error", containsString("not yet 4711"));
        infer("/v2/models/spam/infer", atLeast("\"examples/7@5\""))
                .statusCode(400)
                .body("error", is("min_offset: is of examples/7, and spam lies in examples/8"));
    }

    private static String atLeast(String offset) {
        return ONE.replaceFirst("\\{", "{\"parameters\":{\"patience_ms\":50,\"min_offset\":" + offset + "},");
    }

    @Test
    void pairsGoInTwoTensorsAndOneOutputCanBeAskedFor() {
        infer(
                        "/v2/models/spam/infer",
                        "{\"inputs\":[{\"name\":\"text_pair\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[[\"b\"],[\"d\"]]},"
                                + "{\"name\":\"text\",\"shape\":[2,1],\"datatype\":\"BYTES\",\"data\":[\"a\",\"c\"]}],"
                                + "\"outputs\":[{\"name\":\"scores\"}],"
                                + "\"parameters\":{\"client\":\"me\",\"patience_ms\":900,\"min_offset\":4}}")
                .statusCode(200)
                .body("id", nullValue())
                .body("outputs", hasSize(1))
                .body("outputs[0].shape", contains(2, 3));
        assertThat(engine.asked).containsExactly(new Passage("a", "b"), new Passage("c", "d"));
    }

    @Test
    void tensorsGoInBinaryFormBothWays() {
        byte[] texts = Bytes.raw(List.of("grün", "b"));
        String json = "{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\",\"parameters\":"
                + "{\"binary_data_size\":" + texts.length + "}}],\"outputs\":[{\"name\":\"scores\",\"parameters\":"
                + "{\"binary_data\":true}},{\"name\":\"label\"}]}";
        Response answer = binary(json, texts, json.length());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(engine.asked).containsExactly(Passage.of("grün"), Passage.of("b"));
        byte[] body = answer.asByteArray();
        int length = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
        assertThat(new String(body, 0, length, StandardCharsets.UTF_8))
                .contains("\"binary_data_size\":24", "\"data\":[\"parcel\",\"parcel\"]");
        ByteBuffer scores = ByteBuffer.wrap(body, length, 24).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(scores.getFloat(), scores.getFloat(), scores.getFloat(), scores.getFloat()))
                .containsExactly(0.07f, 0.93f, 0f, 0.07f);

        String all = ONE.replaceFirst("\\{", "{\"parameters\":{\"binary_data_output\":true},");
        byte[] label = given().body(all).post("/v2/models/spam/infer").asByteArray();
        assertThat(Arrays.copyOfRange(label, label.length - 22, label.length - 12))
                .isEqualTo(Bytes.raw(List.of("parcel")));
    }

    @Test
    void binaryTensorsThatDoNotFitAreRefused() {
        byte[] texts = Bytes.raw(List.of("a", "b"));
        String json = "{\"inputs\":[{\"name\":\"text\",\"shape\":[2],\"datatype\":\"BYTES\",\"parameters\":"
                + "{\"binary_data_size\":%s}}]}";
        for (String size : List.of("9", "11", "-1", "99999999999", "\"10\"", "true", "1e999")) {
            String head = String.format(json, size);
            refused(binary(head, texts, head.length()));
        }
        String head = String.format(json, "10");
        for (byte[] rubbish : List.of(
                new byte[10],
                Arrays.copyOf(texts, 9),
                Arrays.copyOf(texts, 11),
                new byte[] {1, 0, 0, 0, -1, 1, 0, 0, 0, 97},
                new byte[] {-1, -1, -1, -1, 97, 1, 0, 0, 0, 97},
                new byte[] {1, 0, 0, 0, 97, 9, 0, 0, 0, 97})) {
            refused(binary(head, rubbish, head.length()));
        }
        for (int length : new int[] {-1, 0, 3, Integer.MAX_VALUE}) {
            refused(binary(head, texts, length));
        }
    }

    @Test
    void aPackedBodyIsUnpackedWithinTheSameBounds() throws IOException {
        post("gzip", gzip(ONE.getBytes(StandardCharsets.UTF_8))).statusCode(200);
        post("gzip", ONE.getBytes(StandardCharsets.UTF_8)).statusCode(400).body("error", containsString("gzip"));
        post("br", ONE.getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("error", containsString("Content-Encoding"));
        post("gzip", gzip(new byte[20 * 1024 * 1024])).statusCode(413).body("error", containsString("body"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'text'|'colour'|colour: is no input",
                "BYTES|FP32|datatype 'FP32'",
                "[1]|[2]|1 elements; the shape says that there are 2",
                "[1]|[0]|n must be 1..256",
                "[1]|[257]|n must be 1..256",
                "[1]|[9223372036854775807]|n must be 1..256",
                "[1]|[9223372036854775808]|inputs[0].shape[0]",
                "[1]|[-1]|inputs[0].shape[0]",
                "[1]|[1.5]|inputs[0].shape[0]",
                "[1]|[1,2]|shape [1, 2]",
                "[1]|[4294967297,4294967297]|shape",
                "[1]|[]|shape []",
                "[1]|7|inputs[0].shape",
                "['where is it']|7|data must be an array",
                "['where is it']|[7]|text[0]",
                "['where is it']|[' ']|text[0]: must not be blank",
                "['where is it']|['\\ud800']|text[0]",
                "'inputs':|'parameters':{'colour':1},'inputs':|colour: is not a parameter",
                "'inputs':|'parameters':{'min_offset':-1},'inputs':|min_offset",
                "'inputs':|'parameters':{'min_offset':true},'inputs':|min_offset: must be an integer of 0 or more",
                "'inputs':|'parameters':{'min_offset':'1.5'},'inputs':|min_offset: must be an offset, or a receipt",
                "'inputs':|'parameters':{'as_of':'noon'},'inputs':|as_of",
                "'inputs':|'parameters':{'patience_ms':0},'inputs':|patience_ms",
                "'inputs':|'parameters':{'client':[]},'inputs':|client",
                "'inputs':|'parameters':[],'inputs':|parameters",
                "'inputs':|'id':7,'inputs':|id",
                "'inputs':|'extra':7,'inputs':|extra",
                "'inputs':|'outputs':[{'name':'colour'}],'inputs':|colour: is no output",
                "'inputs':|'outputs':[{'name':'label'},{'name':'label'}],'inputs':|twice",
                "'inputs':|'outputs':[{'name':'label','parameters':{'classification':3}}],'inputs':|classification",
                "'inputs':|'outputs':[{'name':'label','parameters':{'binary_data':3}}],'inputs':|true or false",
                "'inputs':|'outputs':null,'inputs':|outputs",
                "'inputs':|'inputs':[],'inputs':|body",
                "'inputs':|'input':|input: is not a field",
            })
    void aRequestThatIsNotValidIsToldWhy(String part, String instead, String why) {
        String body = ONE.replace(part.replace('\'', '"'), instead.replace('\'', '"'));
        assertThat(body).isNotEqualTo(ONE);
        infer("/v2/models/spam/infer", body)
                .statusCode(400)
                .contentType("application/json")
                .body("error", containsString(why));
    }

    @Test
    void boundsAreThoseOfThePlainDoor() {
        String many = String.join(",", Collections.nCopies(10_000, "\"a\""));
        infer("/v2/models/spam/infer", ONE.replace("\"where is it\"", many).replace("[1]", "[10000]"))
                .statusCode(400);
        infer("/v2/models/spam/infer", ONE.replace("where is it", "a".repeat(32 * 1024 + 1)))
                .statusCode(400)
                .body("error", containsString("text[0]"));
        infer("/v2/models/spam/infer", ONE.replace("where is it", "a".repeat(10 * 1024 * 1024)))
                .statusCode(413)
                .body("error", containsString("body"));
    }

    @Test
    void wishesInTheUrlOrInHeadersOfThePlainDoorAreRefused() {
        given().contentType("application/json")
                .body(ONE)
                .post("/v2/models/spam/infer?version=1")
                .then()
                .statusCode(400)
                .body("error", is("version: is no parameter here: there is none"));
        given().contentType("application/json")
                .header("Driftline-Min-Offset", "999999")
                .body(ONE)
                .post("/v2/models/spam/infer")
                .then()
                .statusCode(400)
                .body("error", is("Driftline-Min-Offset: is no parameter here: there is none"));
    }

    @Test
    void whatTheFrameworkRefusesIsWordedAsTheProtocolDoes() {
        when().delete("/v2/models/spam").then().statusCode(405).body("error", not(""));
        when().get("/v2/models").then().statusCode(404).body("error", not(""));
    }

    private static void refused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error")).isNotBlank();
    }

    private static Response binary(String json, byte[] tensors, int jsonLength) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(tensors);
        return given().contentType("application/octet-stream")
                .header("Inference-Header-Content-Length", jsonLength)
                .body(body.toByteArray())
                .post("/v2/models/spam/infer");
    }

    private static ValidatableResponse post(String encoding, byte[] body) {
        return given().contentType("application/octet-stream")
                .header("Content-Encoding", encoding)
                .body(body)
                .post("/v2/models/spam/infer")
                .then();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static ValidatableResponse infer(String path, String body) {
        return given().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then();
    }
}

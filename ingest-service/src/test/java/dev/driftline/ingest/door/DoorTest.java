package dev.driftline.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.ingest.FakeDomains;
import dev.driftline.ingest.FakeLog;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service over HTTP, with a log and domains in memory behind it. */
@QuarkusTest
class DoorTest {
    private static final String GOOD = "{\"id\":\"7\",\"text\":\"You won\",\"label\":\"spam\"}";
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final FakeLog log;
    private final FakeDomains domains;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URI root;

    DoorTest(FakeLog log, FakeDomains domains) {
        this.log = log;
        this.domains = domains;
    }

    @BeforeEach
    void clean() {
        log.clear();
        domains.setAway(false);
    }

    @Test
    void oneGoodExampleIsAcceptedWithItsReceipt() throws Exception {
        HttpResponse<String> answer = post("spam", JSON, GOOD);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Json.read(bytes(answer.body()), Receipt.class))
                .isEqualTo(Receipt.accepted(0, "7", "examples", 3, 0));
    }

    @Test
    void aReceiptSaysInOneWordWhereItsRecordLies() throws Exception {
        assertThat(post("spam", JSON, GOOD).body())
                .isEqualTo("{\"index\":0,\"id\":\"7\",\"topic\":\"examples\",\"partition\":3,\"offset\":0,"
                        + "\"token\":\"examples/3@0\"}");
        assertThat(post("spam", LINES, GOOD + "\n{\"text\":\"a\"}").body().lines())
                .satisfiesExactly(
                        accepted -> assertThat(accepted).contains("\"token\":\"examples/3@1\""),
                        rejected -> assertThat(rejected).doesNotContain("token"));
        assertThat(get("/q/openapi").body()).containsPattern("(?s)    Receipt:.*      properties:.*        token:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"text":"a","label":"egg"}         | 422 | unknown-label | label  | label: 'egg' is not a label of spam: use one of ham, spam
            {"text":"a"}                       | 422 | missing-field | label  | label: is missing: add it
            {"text":"a","label":"ham","domain":"ham"} | 422 | wrong-domain | domain | domain: the record names 'ham' but was sent to 'spam': send it there, or leave the field out
            {"text":"a"                        | 400 | broken-json   | record | record: is not valid JSON (it ends too early): send one JSON object in UTF-8
            42                                 | 400 | broken-json   | record | record: must be a JSON object with text and label
            ``                                 | 400 | broken-json   | record | record: must be a JSON object with text and label
            """)
    void oneBadExampleIsAProblem(String body, int status, String title, String field, String detail) throws Exception {
        assertProblem(post("spam", JSON, body), new Problem(title, status, detail, field));
        assertThat(log.records("examples.rejected")).hasSize(1);
    }

    @Test
    void anArrayIsAnsweredByAReceiptForEach() throws Exception {
        HttpResponse<String> answer = post("spam", JSON, "[" + GOOD + ",5," + GOOD + "]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Driftline-Accepted")).hasValue("2");
        assertThat(answer.headers().firstValue("X-Driftline-Rejected")).hasValue("1");
        assertThat(receipts(answer.body())).extracting(Receipt::isAccepted).containsExactly(true, false, true);
    }

    @Test
    void ofABrokenArrayNothingIsAccepted() throws Exception {
        HttpResponse<String> answer = post("spam", JSON, "[" + GOOD + ",{\"text\"");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(log.records("examples")).isEmpty();
    }

    @Test
    void linesAreAnsweredByLines() throws Exception {
        HttpResponse<String> answer = post("spam", LINES, GOOD + "\nrubbish\n\n" + GOOD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(LINES);
        assertThat(answer.body().lines().map(line -> Json.read(bytes(line), Receipt.class)))
                .extracting(Receipt::isAccepted)
                .containsExactly(true, false, true);
    }

    @Test
    void linesAreAnsweredByAnArrayForWhoReadsJsonOnly() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                request("spam", LINES, GOOD + "\nrubbish")
                        .header("Accept", "application/json, */*")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(receipts(answer.body())).extracting(Receipt::isAccepted).containsExactly(true, false);
    }

    @Test
    void noLinesAreNoReceipts() throws Exception {
        HttpResponse<String> answer = post("spam", LINES, "\n\n");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aStreamThatCannotGoOnEndsInAProblem() throws Exception {
        log.goAwayAfter(2);
        List<String> lines =
                post("spam", LINES, (GOOD + "\n").repeat(5)).body().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(Json.read(bytes(lines.getLast()), Problem.class).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, LINES})
    void whileTheBrokerIsAwayTheAnswerIsComeAgain(String type) throws Exception {
        log.setAway(true);
        HttpResponse<String> answer = post("spam", type, GOOD);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(Json.read(bytes(answer.body()), Problem.class).title()).isEqualTo("broker away");
    }

    @Test
    void whileTheBrokerIsAwayNobodyIsToldThatADomainDoesNotExist() throws Exception {
        domains.setAway(true);

        assertThat(post("nobody", JSON, GOOD).statusCode()).isEqualTo(503);
    }

    @Test
    void aDomainThatDoesNotExistIsNotFound() throws Exception {
        assertProblem(
                post("nobody", JSON, GOOD),
                new Problem("unknown-domain", 404, "domain: 'nobody' does not exist: create it first", "domain"));
    }

    @Test
    void aDomainThatWasToldJustNowIsOpen() throws Exception {
        domains.tell(FakeDomains.state(new DomainName("fresh"), "ham", "spam"));

        assertThat(post("fresh", JSON, GOOD).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f..%2fledgers", "%2e%2e", "UPPER", "a%00b", "-x", "a%2Fb", "a;b", "%", "ä"})
    void pathTricksAreRefusedWithAProblem(String name) throws Exception {
        byte[] request = ("POST /v1/domains/" + name + "/examples HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream().write(request);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1.1 40[0-4] .*");
        }
        assertThat(log.records("examples")).isEmpty();
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        assertThat(post("spam", JSON, "x".repeat(9 << 20)).statusCode()).isEqualTo(413);
        assertThat(post("spam", JSON, "x".repeat(300_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void aLineThatIsTooLongIsOversizedAndTheStreamGoesOn() throws Exception {
        String body = GOOD + "\n" + "x".repeat(20 << 20) + "\n" + GOOD;
        List<String> lines = post("spam", LINES, body).body().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("oversized", "has 20971520 bytes");
        assertThat(log.records("examples.rejected").getFirst().value()).hasSize(2048);
    }

    @ParameterizedTest
    @CsvSource({"text/csv, 415", "application/xml, 415"})
    void anotherTypeIsNotUnderstood(String type, int status) throws Exception {
        HttpResponse<String> answer = post("spam", type, "a,b");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Json.read(bytes(answer.body()), Problem.class).status()).isEqualTo(status);
    }

    @Test
    void aLimitThatIsNoneIsRefused() throws Exception {
        for (String limit : List.of("0", "-1", "x", "1001", "99999999999")) {
            HttpResponse<String> answer = get("/v1/rejected?limit=" + limit);
            assertProblem(answer, new Problem("not understood", 400, "limit: must lie in 1..1000", "limit"));
        }
    }

    @Test
    void aParameterThatNobodyReadsIsRefused() throws Exception {
        assertProblem(
                get("/v1/rejected?limits=5"),
                new Problem("not understood", 400, "limits: is no parameter here: there is only limit", "limits"));
        URI question = root.resolve("/v1/domains/spam/examples?dry=true");
        assertProblem(
                HTTP.send(request("spam", JSON, GOOD).uri(question).build(), HttpResponse.BodyHandlers.ofString()),
                new Problem("not understood", 400, "dry: is no parameter here: there is none", "dry"));
    }

    @Test
    void healthMetricsAndDescriptionAnswer() throws Exception {
        assertThat(post("spam", JSON, GOOD).statusCode()).isEqualTo(202);
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/openapi")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/q/metrics").body())
                .contains("driftline_ingest_accepted_total", "driftline_ingest_rejected_total{reason=\"oversized\"}");
        domains.setAway(true);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String domain, String type, String body)
            throws IOException, InterruptedException {
        return HTTP.send(request(domain, type, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String domain, String type, String body) {
        return HttpRequest.newBuilder(root.resolve("/v1/domains/" + domain + "/examples"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static void assertProblem(HttpResponse<String> answer, Problem problem) {
        assertThat(answer.statusCode()).isEqualTo(problem.status());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
        assertThat(Json.read(bytes(answer.body()), Problem.class)).isEqualTo(problem);
    }

    private static List<Receipt> receipts(String body) {
        return Json.read(bytes(body), new TypeReference<>() {});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

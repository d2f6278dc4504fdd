package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VersionsAndTrafficTest {
    private static final String DIGEST = "a".repeat(64);
    private static final String REF =
            "{\"version\":%d,\"adapter\":\"" + DIGEST + "\",\"adapterBytes\":9,\"learnedUpTo\":70}";
    private static final String RULE = "{\"version\":" + REF.formatted(4) + ",\"share\":0.125,\"mode\":\"%s\"}";
    private static final String ENTRY = """
            {"format":1,"nonce":"n","at":"2026-11-26T10:00:00Z","event":{"type":"traffic-set"%s},"state":%s}""";
    private static final String ANSWER = """
            {"id":"0-1769860800000-0000000000000001","domain":"spam","results":[{"label":"ham","scores":[{"label":"ham","score":0.9}]}],"version":4,"digest":"%s",\
            "learnedUpTo":70}""".formatted(DIGEST);

    private final FakeService service = new FakeService();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aVersionIsAskedByNumberTimeOrAlias() {
        service.on("POST /v1/domains/spam/predictions?version=4", 200, ANSWER)
                .on("POST /v1/domains/spam/predictions?asOf=2026-11-01T10%3A00%2B01%3A00", 200, ANSWER)
                .on("POST /v1/domains/spam/predictions?alias=candidate", 200, ANSWER);
        assertThat(run("predict", "spam", "a", "--version", "4")).isZero();
        assertThat(run("predict", "spam", "a", "--as-of", "2026-11-01T10:00+01:00"))
                .isZero();
        assertThat(run("predict", "spam", "a", "--candidate")).isZero();
        assertThat(out.toString()).contains("spam@4");
        assertThat(run("predict", "spam", "a", "--version", "4", "--candidate")).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void anOffsetAWaitAndAClientGoAlongAsHeaders() {
        service.on("POST /v1/domains/spam/predictions", 200, ANSWER);
        assertThat(run("predict", "spam", "a", "--min-offset", "examples/3@69", "--wait", "2s", "--client", "alice"))
                .isZero();
        assertThat(service.header("Driftline-Min-Offset")).contains("examples/3@69");
        assertThat(service.header("Driftline-Wait")).contains("2s");
        assertThat(service.header("Driftline-Client")).contains("alice");
        assertThat(run("predict", "spam", "a")).isZero();
        assertThat(service.header("Driftline-Client")).isEmpty();
        assertThat(run("predict", "spam", "a", "--client", "a\nb")).isEqualTo(2);
        assertThat(err.toString()).contains("--client: must be printable ASCII");
    }

    @Test
    void weightsThatAreNotFreshEnoughAreARefusalInWords() {
        service.on("POST /v1/domains/spam/predictions", 412, """
                {"title":"Not fresh enough","status":412,"detail":"spam@4, which is here, has learned up to offset 70, not past 99",\
                "available":{"version":4,"digest":"%s","learnedUpTo":70}}""".formatted(DIGEST));
        assertThat(run("predict", "spam", "a", "--min-offset", "99")).isEqualTo(5);
        assertThat(err.toString()).contains("has learned up to offset 70, not past 99");
    }

    @Test
    void aShareOfTheClientsIsSetShownAndCleared() {
        service.on("PUT /v1/domains/spam/traffic", 200, entry(RULE.formatted("compared")))
                .on("GET /v1/domains/spam", 200, state(",\"traffic\":" + RULE.formatted("returned")))
                .on("DELETE /v1/domains/spam/traffic", 200, ENTRY.formatted("", state("")));
        assertThat(run("traffic", "set", "spam", "4", "--share", "12.5%", "--compare"))
                .isZero();
        assertThat(service.asked().getLast())
                .isEqualTo("PUT /v1/domains/spam/traffic {\"version\":4,\"share\":0.125,\"mode\":\"compared\"}");
        assertThat(out.toString())
                .contains("12.5 % of spam's clients are asked of spam@4 too, unseen, and compared.\nLive: spam@3");
        assertThat(run("traffic", "show", "spam")).isZero();
        assertThat(out.toString()).contains("12.5 % of spam's clients are answered by spam@4.");
        assertThat(run("domain", "show", "spam")).isZero();
        assertThat(run("traffic", "clear", "spam")).isZero();
        assertThat(out.toString()).contains("all clients of spam go to the live version.");
    }

    @Test
    void aShareWithoutAPercentSignIsAFraction() {
        service.on("PUT /v1/domains/spam/traffic", 200, entry(RULE.formatted("returned")));
        assertThat(run("traffic", "set", "spam", "4", "--share", "0.125", "--json"))
                .isZero();
        assertThat(service.asked().getLast()).contains("\"share\":0.125,\"mode\":\"returned\"");
        assertThat(out.toString()).contains("\"type\":\"traffic-set\"").hasLineCount(1);
        assertThat(run("traffic", "set", "spam", "4", "--share", "some")).isEqualTo(2);
        assertThat(err.toString()).contains("--share: 'some' is neither of the form 10% nor 0.1");
        assertThat(run("traffic", "spam")).isEqualTo(2);
    }

    private static String entry(String rule) {
        return ENTRY.formatted(",\"rule\":" + rule, state(",\"traffic\":" + rule));
    }

    private static String state(String traffic) {
        return """
            {"domain":"spam","ledgerId":"abc","number":5,"spec":%s,\
            "place":{"topic":"examples","topicId":"t","partition":3},"seed":7,"held":false,"begun":0,"position":70,"logGeneration":1,\
            "windows":4,"champion":%s,"trunk":{"version":4,"adapter":"%s","state":"%s"},"earlierChampions":[],"versions":4,\
            "pendingExclusions":[]%s}""".formatted(SpamSpec.JSON, REF.formatted(3), DIGEST, DIGEST, traffic);
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        String url = service.uri().toString();
        line.addAll(List.of("--registry-url", url, "--serving-url", url, "--data", folder.toString()));
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(String[]::new));
    }
}

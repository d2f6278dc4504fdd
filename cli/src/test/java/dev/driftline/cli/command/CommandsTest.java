package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
    private static final String STATE = """
            {"domain":"spam","ledgerId":"abc","number":1,"spec":%s,\
            "place":{"topic":"examples","topicId":"t","partition":3},"seed":7,"held":false,"begun":0,"position":0,\
            "logGeneration":1,"windows":0,"earlierChampions":[],"versions":0,"pendingExclusions":[]}""".formatted(SpamSpec.JSON);

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
    void aDomainIsCreatedFromTheLabelsOfAFile() throws IOException {
        Path file = folder.resolve("tickets.csv");
        Files.writeString(file, "message,team\na,spam\nb,ham\n");
        service.on("POST /v1/domains", 201, STATE);
        int code = run(
                "domain",
                "create",
                "spam",
                "--from",
                file.toString(),
                "--text",
                "message",
                "--label",
                "team",
                "--method",
                "lora",
                "--age",
                "off",
                "--window",
                "32",
                "--abstain-below",
                ".6",
                "--seed",
                "7");
        assertThat(code).isZero();
        assertThat(service.asked().getLast())
                .contains(
                        "\"labels\":[\"ham\",\"spam\"]",
                        "\"method\":\"lora\"",
                        "\"windowCount\":32",
                        "\"abstainBelow\":0.6",
                        "\"seed\":7")
                .doesNotContain("windowAge");
        assertThat(out.toString()).contains("Created.", "partition 3 of examples");
    }

    @Test
    void settingsThatDoNotFitTheTrainersBaseCreateNothing() {
        service.on("POST /v1/settings/check", 400, """
                {"title":"Invalid value","status":400,"field":"ranks.99.query",\
                "detail":"ranks.99.query: names a layer that the base lacks: it has 0..5"}""");
        assertThat(run("domain", "create", "spam", "--labels", "a,b", "--targets", "99.query"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("ranks.99.query: names a layer that the base lacks: it has 0..5");
        assertThat(service.asked()).singleElement().asString().contains("\"ranks\":", "\"99.query\":8");
    }

    @Test
    void aFileOfTenFaultsPrintsTenLinesAndExitsWithThree() throws IOException {
        Path file = folder.resolve("faulty.jsonl");
        StringBuilder receipts = new StringBuilder("[");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            lines.append("{\"n\":").append(i).append("}\n");
            receipts.append(i == 0 ? "" : ",")
                    .append("{\"index\":")
                    .append(i)
                    .append(",\"reason\":\"unknown-field\",\"field\":\"n")
                    .append(i)
                    .append("\",\"message\":\"n")
                    .append(i)
                    .append(": is not a known field: remove it\"}");
        }
        Files.writeString(file, lines);
        service.on("GET /v1/domains/spam", 200, STATE).on("POST /v1/domains/spam/examples", 200, receipts + "]");
        assertThat(run("ingest", "spam", file.toString())).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(10).contains("line 4: n3: is not a known field: remove it");
        assertThat(out.toString()).contains("0 accepted, 10 rejected");
    }

    @Test
    void aRowThatIsNoneCostsItselfAloneAndExitsWithThree() throws IOException {
        Path file = folder.resolve("mixed.csv");
        Files.writeString(file, "text,label\na,spam\n\"b\" c,spam\nd,ham\n");
        service.on("GET /v1/domains/spam", 200, STATE).on("POST /v1/domains/spam/examples", 200, """
                [{"index":0,"id":"a","topic":"examples","partition":3,"offset":7}]""");
        assertThat(run("ingest", "spam", file.toString())).isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().startsWith("line 3: text: has text behind");
        assertThat(out.toString()).contains("2 accepted, 1 rejected");
    }

    @Test
    void theTokenOfTheLastRecordIsToldAsPredictTakesIt() throws IOException {
        Path file = folder.resolve("one.jsonl");
        Files.writeString(file, "{\"text\":\"a\",\"label\":\"spam\"}\n");
        service.on("GET /v1/domains/spam", 200, STATE).on("POST /v1/domains/spam/examples", 200, """
                [{"index":0,"id":"a","topic":"examples","partition":8,"offset":200,"token":"examples/8@200"}]""");
        assertThat(run("ingest", "spam", file.toString())).isZero();
        assertThat(out.toString())
                .contains("1 accepted, 0 rejected; the last lies at offset 200, token examples/8@200"
                        + ": ./driftline predict --min-offset takes it");
        assertThat(run("ingest", "spam", file.toString(), "--json")).isZero();
        assertThat(out.toString()).contains("\"lastToken\":\"examples/8@200\"");
    }

    @Test
    void whereNothingWasAcceptedNoTokenIsTold() throws IOException {
        Path file = folder.resolve("none.jsonl");
        Files.writeString(file, "{\"text\":\"a\"}\n");
        service.on("GET /v1/domains/spam", 200, STATE).on("POST /v1/domains/spam/examples", 200, """
                [{"index":0,"reason":"missing-field","field":"label","message":"label: is missing: add it"}]""");
        assertThat(run("ingest", "spam", file.toString(), "--json")).isEqualTo(3);
        assertThat(out.toString()).contains("\"rejected\":1").doesNotContain("lastToken", "lastOffset");
    }

    @Test
    void aDomainIsCreatedFromAFileWhoseNameDoesNotTellItsFormat() throws IOException {
        Path file = folder.resolve("data.txt");
        Files.writeString(file, "text,label\na,spam\nb,ham\n");
        service.on("POST /v1/domains", 201, STATE);
        assertThat(run("domain", "create", "spam", "--from", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("say --format jsonl or --format csv");
        assertThat(run("domain", "create", "spam", "--from", file.toString(), "--format", "csv"))
                .isZero();
        assertThat(service.asked().getLast()).contains("\"labels\":[\"ham\",\"spam\"]");
    }

    @Test
    void labelsAndRecordsMayComeFromStandardInput() {
        service.on("POST /v1/domains", 201, STATE);
        InputStream before = System.in;
        try {
            System.setIn(in("{\"label\":\"spam\"}\n{\"label\":\"ham\"}\n"));
            assertThat(run("domain", "create", "spam", "--from", "-")).isZero();
            System.setIn(in("{}\n"));
            assertThat(run("ingest", "spam", "-")).isEqualTo(4);
            assertThat(err.toString()).contains("./driftline domain create spam --labels a,b,c");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theWayToCreateADomainIsToldWithTheOptionsThatTheFileWants() throws IOException {
        Path file = folder.resolve("my data.txt");
        Files.writeString(file, "message,team\na,b\n");
        assertThat(run("ingest", "spam", file.toString(), "--text", "message", "--label", "team", "--format", "csv"))
                .isEqualTo(4);
        assertThat(err.toString()).contains("--from '" + file + "' --text message --label team --format csv");
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anUnknownDomainIsToldOnceBeforeAnythingIsSent() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{}\n");
        assertThat(run("ingest", "sapm", file.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("domain 'sapm' does not exist: create it first");
        assertThat(service.asked()).containsExactly("GET /v1/domains/sapm");
    }

    private static final String TWO_ANSWERS = """
            {"id":"0-1769860800000-0000000000c0ffee","domain":"spam","results":[\
            {"label":"ham","scores":[{"label":"ham","score":0.9}]},{"label":"spam","scores"\
            :[{"label":"spam","score":0.8}],"abstained":true}],"version":3,"digest":"%s",\
            "learnedUpTo":70}""".formatted("a".repeat(64));

    @Test
    void predictionsAreOneJsonDocument() {
        service.on("POST /v1/domains/spam/predictions", 200, TWO_ANSWERS);
        assertThat(run("predict", "spam", "see you", "you won", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("[{\"text\":\"see you\",\"id\":\"0-1769860800000-0000000000c0ffee.0\",\"label\":\"ham\"")
                .contains("\"label\":\"spam\",\"abstained\":true")
                .contains("\"learnedUpTo\":70")
                .hasLineCount(1);
        assertThat(service.asked())
                .containsExactly("POST /v1/domains/spam/predictions {\"texts\":[\"see you\",\"you won\"]}");
    }

    @Test
    void everyAnswerHasItsOwnIdBesideIt() {
        service.on("POST /v1/domains/spam/predictions", 200, TWO_ANSWERS);
        assertThat(run("predict", "spam", "see you", "you won")).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("ham .* 0-1769860800000-0000000000c0ffee\\.0 +see you"))
                .anyMatch(
                        line -> line.matches("spam \\(abstained\\) .* 0-1769860800000-0000000000c0ffee\\.1 +you won"));
    }

    @Test
    void pairsAreAskedAndShownTogether() {
        String answer = """
                {"id":"0-1769860800000-0000000000c0ffee","domain":"rte","results":[\
                {"label":"no","scores":[{"label":"no","score":0.9}]}],"version":3,"digest":"%s",\
                "learnedUpTo":70}""".formatted("a".repeat(64));
        service.on("POST /v1/domains/rte/predictions", 200, answer);
        assertThat(run("predict", "rte", "--pairs", "it froze", "it was warm")).isZero();
        assertThat(out.toString()).contains("SECOND TEXT").contains("it froze").contains("it was warm");
        assertThat(service.asked())
                .containsExactly(
                        "POST /v1/domains/rte/predictions {\"texts\":[{\"text\":\"it froze\",\"textPair\":\"it was warm\"}]}");
        assertThat(run("predict", "rte", "--pairs", "a", "b", "c")).isEqualTo(2);
        assertThat(err.toString()).contains("every two texts are a pair, and there are 3");
        assertThat(run("predict", "rte", "--pairs", "a", " ")).isEqualTo(2);
        assertThat(err.toString()).contains("textPair: must not be blank");
    }

    @Test
    void statusSaysWhyNothingIsBeingLearned() {
        service.on("GET /q/health/ready", 200, "{}");
        service.on("GET /v1/domains", 200, "[" + STATE + "]").on("GET /v1/training", 200, """
                [{"domain":"spam","phase":"IDLE","waiting":0,"position":0,"logEnd":0,"why":"nothing has been sent yet"}]""");
        assertThat(run("status")).isZero();
        assertThat(out.toString()).contains("No system runs on " + folder, "spam", "idle", "nothing has been sent yet");
    }

    @Test
    void whereTheTrainerDoesNotTellNoNumberOfWaitingExamplesIsShown() {
        service.on("GET /v1/domains", 200, "[" + STATE + "]");
        assertThat(run("status")).isEqualTo(69);
        assertThat(out.toString().lines().filter(line -> line.startsWith("spam")))
                .singleElement()
                .asString()
                .containsPattern("spam +- +- +0 +- +- +- +the trainer does not tell");
    }

    @Test
    void statusOfADeadSystemExitsWith69AndIsStillJson() {
        service.close();
        assertThat(run("status", "--json")).isEqualTo(69);
        assertThat(out.toString()).startsWith("{\"processes\":[]").contains("registry at", "trainer at");
    }

    @Test
    void statusAsksAllFourServicesAndNamesTheOneThatDoesNotAnswer() {
        service.on("GET /q/health/ready", 200, "{}")
                .on("GET /v1/domains", 200, "[]")
                .on("GET /v1/training", 200, "[]");
        FakeService gone = new FakeService();
        gone.close();
        assertThat(run("status", "--serving-url", gone.uri().toString())).isEqualTo(69);
        assertThat(out.toString()).containsOnlyOnce("does not answer").contains("serving at " + gone.uri());
    }

    @Test
    void statusNamesAServiceThatIsNotReady() {
        service.on("GET /v1/domains", 200, "[]").on("GET /v1/training", 200, "[]");
        try (FakeService ready = new FakeService().on("GET /q/health/ready", 200, "{}")) {
            String url = ready.uri().toString();
            assertThat(run("status", "--registry-url", url, "--trainer-url", url, "--serving-url", url))
                    .isEqualTo(69);
        }
        assertThat(out.toString()).contains("ingest at " + service.uri() + " answers, but is not ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7070", "//localhost:7070", "http:///v1", "ftp://localhost:7070", "7070"})
    void anUrlWithoutSchemeOrHostIsWrongUseThatNamesItsOption(String url) {
        assertThat(run("domain", "list", "--registry-url", url)).isEqualTo(2);
        assertThat(err.toString()).contains("--registry-url", "'" + url + "' is not of the form http://host:port");
    }

    @Test
    void aRefusalIsTold() {
        service.on("GET /v1/domains/spam", 200, STATE).on("POST /v1/domains/spam/promote", 409, """
                {"title":"Refused","status":409,"detail":"spam is held: release it first"}""");
        assertThat(run("promote", "spam", "2")).isEqualTo(5);
        assertThat(err.toString()).isEqualToIgnoringNewLines("driftline: registry: spam is held: release it first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "promote spam",
                "domain create Bad_Name --labels a,b",
                "ingest spam",
                "predict",
                "nonsense",
                "domain create spam --labels a,b --age soon",
                "domain create spam --labels a,b --rate 0",
                "up --env trainer",
                "versions spam --limit"
            })
    void wrongUseExitsWithTwoAndSaysWhat(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("driftline: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up",
                "down",
                "status",
                "domain",
                "domain create",
                "domain list",
                "domain show",
                "domain continue",
                "ingest",
                "predict",
                "feedback",
                "versions",
                "promote",
                "rollback",
                "release",
                "traffic",
                "traffic set",
                "traffic show",
                "traffic clear",
                "export",
                "import",
                "rejected"
            })
    void everyCommandHelps(String command) {
        assertThat(run((command + " --help").strip().split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: driftline " + command);
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        boolean talks = !line.contains("--help") && !line.contains("up") && !line.contains("nonsense");
        if (talks) {
            for (String name : List.of("registry", "ingest", "trainer", "serving")) {
                if (!line.contains("--" + name + "-url")) {
                    line.addAll(List.of("--" + name + "-url", service.uri().toString()));
                }
            }
            line.addAll(List.of("--data", folder.toString()));
        }
        return command.execute(line.toArray(String[]::new));
    }
}

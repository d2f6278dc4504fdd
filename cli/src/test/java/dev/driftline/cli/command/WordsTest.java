package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What people read where something was said wrongly, or holds already. */
class WordsTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final String SECOND =
            "{\"version\":2,\"adapter\":\"" + DIGEST + "\",\"adapterBytes\":9,\"learnedUpTo\":70}";

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
    void everyCommandsHelpIsRenderedWithoutAWarning() {
        PrintStream before = System.err;
        ByteArrayOutputStream warnings = new ByteArrayOutputStream();
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        try {
            assertThat(helps(DriftlineCommand.commandLine()))
                    .hasSizeGreaterThan(20)
                    .doesNotContain("");
        } finally {
            System.setErr(before);
        }
        assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static List<String> helps(CommandLine line) {
        List<String> all = new ArrayList<>(List.of(line.getUsageMessage()));
        line.getSubcommands().values().forEach(sub -> all.addAll(helps(sub)));
        return all;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statsu|no command statsu: did you mean status?",
                "traffic sett spam|no command sett of traffic: did you mean set?",
                "promote spam 2 3|one argument too many: 3",
                "promote spam x|must be a whole number, not x",
                "promote spam 99999999999|is too large: 99999999999",
                "domain create spam --labels a,b --window x|option '--window': must be a whole number, not x",
                "domain create spam --labels a,b --rate x|option '--rate': must be a number, not x",
                "domain create spam --labels a,b --set warmup|option '--set' (NAME=VALUE): must be NAME=VALUE, not warmup",
                "domain create spam --labels a,b --window 0|--window 0: must lie in 1..4096",
                "domain create spam --labels a,b --abstain-below 2|--abstain-below 2: must be more than 0"
            })
    void whatWasTypedIsNamed(String line, String words) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("driftline: ").contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict spam a --min-offset x|POST /v1/domains/spam/predictions|minOffset|--min-offset",
                "predict spam a --as-of x|POST /v1/domains/spam/predictions?asOf=x|asOf|--as-of",
                "feedback 0-1-2 --label a --answered-by 7|POST /v1/predictions/0-1-2/feedback|version|--answered-by"
            })
    void aServicesOwnWordsBearTheOptionBehindThem(String line, String request, String field, String option) {
        service.on(request, 400, """
                {"title":"x","status":400,"detail":"%s: is wrong","field":"%s"}""".formatted(field, field));
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("driftline: serving: " + field + ": is wrong (" + option + ")");
    }

    @Test
    void whatHoldsAlreadyIsToldAsSuch() {
        service.on("GET /v1/domains/spam", 200, state())
                .on("POST /v1/domains/spam/rollback", 200, """
                {"format":1,"nonce":"n","at":"2026-11-26T10:00:00Z","event":{"type":"rolled-back","version":%s},"state":%s}""".formatted(SECOND, state()));
        assertThat(run("rollback", "spam", "--to", "2")).isZero();
        assertThat(out.toString())
                .contains("spam@2 is live already, and nothing is promoted until ./driftline release spam: nothing was"
                        + " written.\nLive: spam@2 (ledger entry 5)");
    }

    @Test
    void aRejectedRecordIsShownWithItsWholeId() {
        String id = "feedback/0-1769860800000-0000000000c0ffee.0";
        service.on("GET /v1/domains/spam/rejected?limit=20", 200, """
                [{"id":"a","reason":"conflicting-id","field":"id","message":"id: taken","at":"2026-11-26T10:00:00Z",\
                "record":"{\\"domain\\":{\\"id\\":1},\\"id\\":\\"%s\\",\\"text\\":\\"cut of"},\
                {"id":"b","reason":"broken-json","field":"record","message":"record: no","at":"2026-11-26T10:00:00Z",\
                "record":"rubbish"}]""".formatted(id));
        assertThat(run("rejected", "spam")).isZero();
        assertThat(out.toString())
                .contains("conflicting-id  " + id + "  id: taken")
                .containsPattern("broken-json +- +record: no");
    }

    private static String state() {
        return """
            {"domain":"spam","ledgerId":"abc","number":5,"spec":%s,\
            "place":{"topic":"examples","topicId":"t","partition":3},"seed":7,"held":true,"begun":0,"position":70,"logGeneration":1,\
            "windows":4,"champion":%s,"trunk":{"version":4,"adapter":"%s","state":"%s"},"earlierChampions":[],"versions":4,"pendingExclusions":[]}""".formatted(SpamSpec.JSON, SECOND, DIGEST, DIGEST);
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        if (!line.getFirst().equals("statsu") && !line.contains("sett")) {
            for (String name : List.of("registry", "ingest", "serving")) {
                line.addAll(List.of("--" + name + "-url", service.uri().toString()));
            }
            line.addAll(List.of("--data", folder.toString()));
        }
        return DriftlineCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}

package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Of a domain with three versions: the second went live at 12:02, gave way to the first at 12:04, and was live again at 12:05. */
class WhyCommandTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final PairedCount HALF = new PairedCount(0, 3, 0, 1);
    private static final long WINDOW = 10;

    private final FakeService service = new FakeService();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void threeVersions() {
        DomainSpec spec =
                new DomainSpec(1, List.of("ham", "spam"), MethodSettings.defaults(AdapterMethod.LORA), Policy.DEFAULT);
        LedgerEvent.Created created = new LedgerEvent.Created(spec, new Place("examples", "t", 3), 7, 0);
        keep(created, Fold.first(SPAM, "nonce", created));
        add(1, true);
        add(2, true);
        add(3, false);
        append(new LedgerEvent.RolledBack(manifest(1).ref()));
        append(new LedgerEvent.RolledBack(manifest(2).ref()));
        service.on("GET /v1/domains/spam", 200, Json.text(ledger.getLast().state()));
        service.on("GET /v1/domains/spam/ledger?from=1&limit=6", 200, Json.text(ledger));
        for (int version = 1; version <= 3; version++) {
            VersionView view = new VersionView(
                    manifest(version),
                    new Decision(version < 3, "gate of " + version),
                    NOON.plusSeconds(60L * version));
            service.on("GET /v1/domains/spam/versions/" + version, 200, Json.text(view));
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void add(int version, boolean promote) {
        append(new LedgerEvent.VersionAdded(
                manifest(version),
                new LogMark(version * WINDOW - 1, NOON.plusSeconds(version).toEpochMilli(), DIGEST),
                new Decision(promote, "gate of " + version)));
    }

    private void append(LedgerEvent event) {
        keep(event, Fold.next(ledger.getLast().state(), event));
    }

    private void keep(LedgerEvent event, DomainState state) {
        ledger.add(new LedgerEntry(LedgerEntry.FORMAT, "nonce", NOON.plusSeconds(60L * ledger.size()), event, state));
    }

    private static Manifest manifest(int version) {
        return new Manifest(
                Manifest.FORMAT,
                SPAM,
                version,
                1,
                DIGEST,
                MethodSettings.defaults(AdapterMethod.LORA),
                7,
                version - 1,
                version == 1 ? null : version - 1,
                new Interval("t", 3, (version - 1) * WINDOW, version * WINDOW),
                null,
                List.of(),
                9,
                1,
                4,
                0,
                DIGEST,
                9,
                DIGEST,
                null,
                version * WINDOW,
                0.5,
                1,
                new Evidence(null, HALF, HALF, 2),
                new Running(1, "cpu", "AVX2", "fp32", "2.7.1", true),
                null,
                version == 2 ? 1.12 : null,
                null);
    }

    private int run(String... arguments) {
        String url = service.uri().toString();
        List<String> all = new ArrayList<>(List.of("why"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--registry-url", url, "--trainer-url", url, "--ingest-url", url, "--serving-url", url));
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(all.toArray(String[]::new));
    }

    private PredictionId answeredAt(Instant then, int version) {
        PredictionId id = PredictionId.of(SPAM, then, 1);
        Prediction.Result result = new Prediction.Result(
                "spam", List.of(new Prediction.Score("spam", 0.9), new Prediction.Score("ham", 0.1)));
        Capture capture =
                new Capture(Capture.FORMAT, id, 0, 1, SPAM, Passage.of("you have won"), result, version, DIGEST, 20);
        service.on("GET /v1/predictions/" + id + ".0", 200, Json.text(capture));
        return id;
    }

    @Test
    void anAnswerIsToldWithItsVersionWhenThatWasLiveAndTheRecordsThatMadeIt() {
        PredictionId id = answeredAt(NOON.plusSeconds(150), 2);
        assertThat(run(id + ".0")).isZero();
        assertThat(out.toString())
                .contains(
                        id + ".0, given at 2026-11-01T12:02:30Z",
                        "asked    you have won",
                        "answered spam (0.9000), ham (0.1000)",
                        "spam@2, made at 2026-11-01T12:02:00Z",
                        "live     from 2026-11-01T12:02:00Z: spam@2 was added: promoted, gate of 2",
                        "until 2026-11-01T12:04:00Z: spam@1 serves again",
                        "live     from 2026-11-01T12:05:00Z: spam@2 serves again",
                        "learned  records 3:10..19 of topic examples: 9 trained on, 1 kept for the exam, 0 duplicates; and 4 drawn",
                        "newest   of all that it has learned: 2026-11-01T12:00:02Z",
                        "scores   at temperature 1.12, fitted on its exam",
                        "adapter  " + DIGEST,
                        "Made from, newest first",
                        "spam@1")
                .doesNotContain("spam@3", "not when it gave this answer");
    }

    @Test
    void anAnswerOfAVersionThatWasNotLiveThenSaysSo() {
        PredictionId id = answeredAt(NOON.plusSeconds(270), 2); // between the two rollbacks
        assertThat(run(id + ".0")).isZero();
        assertThat(out.toString()).contains("not when it gave this answer");
    }

    @Test
    void aVersionThatNeverWentLiveSaysWhatTheGateSaid() {
        assertThat(run("spam@3", "--before", "1")).isZero();
        assertThat(out.toString())
                .contains(
                        "live     never; the gate: gate of 3",
                        "scores   as they were learned, at temperature 1\n",
                        "and before those spam@1: ./driftline why spam@1");
    }

    @Test
    void withoutANumberItIsTheLiveOneAndAtATimeTheOneThatWasLiveThen() {
        assertThat(run("spam")).isZero();
        assertThat(out.toString()).startsWith("spam@2, ");
        service.on(
                "GET /v1/domains/spam/live?asOf=2026-11-01T12%3A01Z",
                200,
                "{\"version\":%s,\"firstAt\":\"2026-11-01T12:01:00Z\"}"
                        .formatted(Json.text(manifest(1).ref())));
        out.getBuffer().setLength(0);
        assertThat(run("spam", "--as-of", "2026-11-01T12:01Z")).isZero();
        assertThat(out.toString()).startsWith("spam@1, ");
    }

    @Test
    void whereAnswersAreNotCapturedItSaysWhatElseCanBeAsked() {
        service.on(
                "GET /v1/predictions/0-1769860800000-0000000000000001",
                404,
                "{\"title\":\"The answer is not known\",\"status\":404,\"detail\":\"capture is off\"}");
        assertThat(run("0-1769860800000-0000000000000001")).isEqualTo(4);
        assertThat(err.toString())
                .contains("capture is off", "./driftline why DOMAIN@VERSION", "--as-of 2026-01-31T12:00:00Z");
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThat(run("spam@2", "--as-of", "2026-11-01T12:00:00Z")).isEqualTo(2);
        assertThat(err.toString()).contains("not both");
        assertThat(run("0-1769860800000-0000000000000001", "--as-of", "2026-11-01T12:00:00Z"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("tells its time");
        assertThat(run("spam", "--before", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--before must lie in 0..1000");
    }

    @Test
    void asJsonItIsOneDocument() {
        assertThat(run("spam@2", "--json")).isZero();
        var story = Json.tree("story", out.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(story.at("/version/manifest/interval/from").longValue()).isEqualTo(10);
        assertThat(story.at("/live").size()).isEqualTo(2);
        assertThat(story.at("/madeFrom/0/manifest/version").intValue()).isEqualTo(1);
    }
}

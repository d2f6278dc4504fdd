package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.client.FakeService;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.VersionView;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VersionsCommandTest {
    private static final Digest DIGEST = Digest.of(new byte[] {1});
    private static final PairedCount HALF = new PairedCount(0, 3, 0, 1);
    private static final PairedCount NONE = new PairedCount(0, 0, 0, 0);

    private final FakeService service = new FakeService();
    private final StringWriter out = new StringWriter();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void anImportedVersionShowsNoLossAndNoExamThatItNeverHad() {
        VersionView learned = version(1, new Evidence(null, HALF, HALF, 2), null, "no regression shown");
        Origin origin = new Origin(DIGEST, "lora", null);
        VersionView imported = version(2, new Evidence(null, NONE, NONE, 0), origin, "imported, not examined");
        service.on("GET /v1/domains/spam/versions?limit=100", 200, Json.text(List.of(imported, learned)));
        hasState(List.of());
        assertThat(run()).isZero();
        assertThat(out.toString().lines().skip(1).map(line -> line.split(" {2,}")))
                .containsExactly(
                        new String[] {
                            "2",
                            "1970-01-01T00:00:00Z",
                            "imported",
                            "-",
                            "-",
                            "-",
                            DIGEST.brief(),
                            "imported, not examined"
                        },
                        new String[] {
                            "1",
                            "1970-01-01T00:00:00Z",
                            "3:0..9",
                            "9+1",
                            "0.500",
                            "6/8",
                            DIGEST.brief(),
                            "no regression shown"
                        });
    }

    @Test
    void aVersionNamesTheWindowThatItWasValidatedOnAndWhatWasWithheldBeforeIt() {
        Manifest plain =
                version(1, new Evidence(null, HALF, HALF, 2), null, "first").manifest();
        ObjectNode fields = (ObjectNode) Json.tree("manifest", Json.bytes(plain));
        fields.set("validation", tree(new Interval("t", 3, 10, 20)));
        fields.set("exclusions", tree(List.of(new Exclusion(new Interval("t", 3, 0, 1), "not finite"))));
        Manifest ahead = Json.convert(fields, Manifest.class);
        VersionView view = new VersionView(ahead, new Decision(true, "first"), Instant.EPOCH);
        service.on("GET /v1/domains/spam/versions?limit=100", 200, Json.text(List.of(view)));
        hasState(List.of(new Exclusion(new Interval("t", 3, 10, 20), "died twice")));
        assertThat(run()).isZero();
        List<String> lines = out.toString().lines().skip(1).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("withheld", "3:10..19", "died twice");
        assertThat(lines.get(1)).contains("3:0..9, validated on 3:10..19");
        assertThat(lines.get(2)).contains("withheld", "3:0..0", "not finite");
    }

    private static JsonNode tree(Object value) {
        return Json.tree("value", Json.bytes(value));
    }

    private void hasState(List<Exclusion> pending) {
        service.on("GET /v1/domains/spam", 200, """
                {"domain":"spam","ledgerId":"abc","number":3,"spec":%s,"place":{"topic":"examples","topicId":"t","partition":3},\
                "seed":7,"held":false,"begun":0,"position":10,"logGeneration":1,"windows":2,\
                "trunk":{"version":2,"adapter":"%s","state":"%s"},"earlierChampions":[],"versions":2,\
                "pendingExclusions":%s}""".formatted(SpamSpec.JSON, DIGEST, DIGEST, Json.text(pending)));
    }

    private static VersionView version(int number, Evidence evidence, @Nullable Origin origin, String reason) {
        boolean learned = origin == null;
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                new DomainName("spam"),
                number,
                1,
                DIGEST,
                MethodSettings.defaults(AdapterMethod.LORA),
                7,
                number - 1,
                null,
                new Interval("t", 3, learned ? 0 : 10, 10),
                null,
                List.of(),
                learned ? 9 : 0,
                learned ? 1 : 0,
                learned ? 1 : 0,
                0,
                DIGEST,
                9,
                DIGEST,
                null,
                10,
                learned ? 0.5 : 0,
                learned ? 1 : 0,
                evidence,
                new Running(1, "cpu", "AVX2", "fp32", "2.7.1", true),
                origin,
                null,
                null);
        return new VersionView(manifest, new Decision(learned, reason), Instant.EPOCH);
    }

    private int run() {
        String url = service.uri().toString();
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        return command.execute(
                "versions",
                "spam",
                "--registry-url",
                url,
                "--trainer-url",
                url,
                "--ingest-url",
                url,
                "--serving-url",
                url);
    }
}

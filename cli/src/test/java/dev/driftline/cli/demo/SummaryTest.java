package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.demo.DemoReport.VersionScore;
import dev.driftline.cli.line.Machine;
import dev.driftline.cli.line.ProcessFacts;
import dev.driftline.contracts.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void ofManyVersionsTheFirstTheLastAndSomeBetweenAreShown() {
        List<VersionScore> scores = IntStream.rangeClosed(1, 18)
                .mapToObj(version -> new VersionScore(version, version * 20, 0.5, 0.4))
                .toList();
        assertThat(Summary.some(scores))
                .hasSize(8)
                .startsWith(scores.getFirst())
                .endsWith(scores.getLast());
    }

    @Test
    void figuresThatAreNotKnownAreDashesAndNoZeros() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Summary.tell(report(null), 72, new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("p50 –", "of which 340 were not served", "support@1", "launcher", "250 MB");
    }

    @Test
    void theReportIsOneLineOfJsonWithTheKeysThatTheIssueNames() {
        String json = Json.text(report(2.5));
        assertThat(json)
                .doesNotContain("\n")
                .contains("\"freshnessP50Seconds\":2.5", "\"accuracy\":{\"support\":0.75}");
    }

    private static DemoReport report(@Nullable Double seconds) {
        return new DemoReport(
                seconds,
                seconds,
                seconds,
                340,
                seconds == null ? 340 : 0,
                10,
                Map.of("support", 0.75),
                Map.of("support", 0.5),
                Map.of("support", 1),
                Map.of("support", List.of(new VersionScore(1, 20, 0.75, 0.5))),
                null,
                12.5,
                60,
                List.of(new ProcessFacts("launcher", null, 250L << 20), new ProcessFacts("registry", 4.2, 180L << 20)),
                new Machine("a processor", 2, "Linux", "25"),
                List.of());
    }
}

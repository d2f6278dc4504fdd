package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.line.FakeLine;
import dev.driftline.cli.line.Labelled;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final double FAST = 400;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Narrator out = new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    private final List<SampleData> all = List.of(SampleData.support(), SampleData.triage());

    @Test
    void theStoryTellsEveryStationAndAQuestionWhoseAnswerGoesBackAndForth() {
        FakeLine line = new FakeLine(20, (text, learned) -> learned > 200 ? truth(text) : wrong(text));
        try (Demo demo = new Demo(line, out, FAST)) {
            DemoReport.Question question = Objects.requireNonNull(demo.run(all));

            assertThat(question.rolledBack()).endsWith(wrong(question.text())).isEqualTo(question.held());
            assertThat(question.released()).isEqualTo("support@18 " + question.label());
            assertThat(demo.walks()).allSatisfy(walk -> {
                assertThat(walk.freshness().waiting()).isZero();
                assertThat(walk.freshness().seconds()).hasSize(340);
                assertThat(Scores.of(walk).getLast().accuracy()).isEqualTo(1);
            });
        }
        assertThat(text())
                .contains("400 a second a domain", "   yes   ", "   held", "rolled support back to support@")
                .contains("Release: the gate decides again");
    }

    @Test
    void whereNoAnswerChangedThereIsNoQuestion() {
        FakeLine line = new FakeLine(20, (text, learned) -> truth(text));
        try (Demo demo = new Demo(line, out, FAST)) {
            assertThat(demo.run(all)).isNull();
        }
        assertThat(text()).contains("no question to show");
    }

    @Test
    void aSystemThatHasTheDomainsAlreadyGetsOthers() {
        FakeLine line = new FakeLine(20, (text, learned) -> truth(text));
        for (int time = 0; time < 2; time++) {
            try (Demo demo = new Demo(line, out, FAST)) {
                demo.run(all);
            }
        }
        assertThat(line.domains().stream().map(Object::toString))
                .containsExactlyInAnyOrder("support", "triage", "support-2", "triage-2");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private final Map<String, String> labels = labels();

    private Map<String, String> labels() {
        Map<String, String> known = new HashMap<>();
        for (SampleData data : all) {
            for (Labelled one : data.heldBack()) {
                known.put(one.text(), one.label());
            }
        }
        return known;
    }

    private String truth(String text) {
        return labels.getOrDefault(text, "refund");
    }

    private String wrong(String text) {
        return truth(text).equals("refund") ? "delivery" : "refund";
    }
}

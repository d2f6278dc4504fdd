package dev.driftline.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.line.FakeLine;
import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyBenchTest {
    private static final DomainName DOMAIN = new DomainName("bench");

    private static List<Labelled> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Labelled("text " + i, i % 3 == 0 ? "fizz" : "plain"))
                .toList();
    }

    @Test
    void wholeWindowsAreStreamedAndTheLiveVersionAnswersEveryTestText() {
        AccuracyPlan plan = AccuracyPlan.of(texts(64 * 21 + 5), texts(600), Order.SHUFFLED, 1, 0);
        List<String> printed = new ArrayList<>();
        AccuracyBench.Outcome outcome = run(plan, printed);

        assertThat(plan.left()).isEqualTo(5);
        assertThat(outcome.state().versions()).isEqualTo(21);
        assertThat(outcome.champion()).isEqualTo(21);
        assertThat(outcome.accuracy()).isEqualTo(400 / 600.0);
        assertThat(outcome.curve())
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.texts()).isEqualTo(500));
        assertThat(printed).allSatisfy(line -> assertThat(line).contains("of 21", "left"));
    }

    @Test
    void aQuickLookEndsAfterTheWindowsAskedFor() {
        AccuracyPlan plan = AccuracyPlan.of(texts(640), texts(10), Order.FILE, 1, 3);
        assertThat(run(plan, new ArrayList<>()).state().windows()).isEqualTo(3);
        assertThat(plan.stream()).isEqualTo(texts(64 * 3));
        assertThat(plan.left()).isEqualTo(640 - 64 * 3);
    }

    @Test
    void theSeedDecidesTheOrder() {
        List<Labelled> first = AccuracyPlan.of(texts(640), texts(10), Order.SHUFFLED, 1, 0).stream();
        assertThat(AccuracyPlan.of(texts(640), texts(10), Order.SHUFFLED, 1, 0).stream())
                .isEqualTo(first);
        assertThat(AccuracyPlan.of(texts(640), texts(10), Order.SHUFFLED, 2, 0).stream())
                .isNotEqualTo(first)
                .containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void aTestLabelThatTrainingLacksIsNamed() {
        assertThatThrownBy(() -> AccuracyPlan.of(texts(64), List.of(new Labelled("x", "odd")), Order.FILE, 1, 0))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("[odd]");
    }

    @Test
    void aFileIsReadWithItsOtherFieldsPassedOver(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("some.jsonl");
        Files.writeString(file, "{\"text\":\"a\",\"label\":\"b\",\"domain\":\"c\"}\n\n{\"text\":\"d\"}\n");
        assertThatThrownBy(() -> LabelledFile.read(file)).hasMessageContaining("some.jsonl line 3: label");

        Files.writeString(file, "{\"text\":\"a\",\"label\":\"b\",\"domain\":\"c\"}\n");
        assertThat(LabelledFile.read(file)).containsExactly(new Labelled("a", "b"));
        Files.writeString(file, "{\"text\":\"a\",\"text_pair\":\"b\",\"label\":\"c\"}\n");
        assertThat(LabelledFile.read(file)).containsExactly(new Labelled("a", "b", "c"));
        assertThatThrownBy(() -> LabelledFile.read(folder.resolve("none"))).hasMessageContaining("there is no file");
    }

    private static AccuracyBench.Outcome run(AccuracyPlan plan, List<String> printed) {
        FakeLine line = new FakeLine(AccuracyPlan.WINDOW, (text, learned) -> "plain");
        line.create(plan.domain(DOMAIN, MethodSettings.defaults(AdapterMethod.HEAD)));
        return new AccuracyBench(line, DOMAIN, plan, printed::add).run();
    }
}

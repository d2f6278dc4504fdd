package dev.driftline.benchmarks.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.timing.Figure;
import dev.driftline.benchmarks.timing.Rounds;
import dev.driftline.benchmarks.timing.Texts;
import dev.driftline.benchmarks.timing.Timing;
import dev.driftline.benchmarks.timing.Work;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StepTest {
    private static final Base BASE = Base.open(new BaseSettings("cpu", 1));
    private static final Timing FAST = new Timing("fast", List.of(2.0, 1.0, 4.0));
    private static final Timing SLOW = new Timing("slow", List.of(3.0, 3.0, 2.0));

    @AfterAll
    static void close() {
        BASE.close();
    }

    @Test
    void textsHaveSoManyTokensExactly() {
        for (int tokens : List.of(16, 32, 128)) {
            List<Passage> texts = new Texts(BASE, 1).of(4, tokens);
            assertThat(BASE.tokens(texts)).hasSize(4).allMatch(row -> row.length() == tokens);
            assertThat(texts).doesNotHaveDuplicates();
        }
    }

    @Test
    void blocksAlternateAndEverySecondRoundGoesTheOtherWay() {
        List<String> taken = new ArrayList<>();
        List<Work> works = List.of(
                new Work("a", 3, steps -> {
                    taken.add("a" + steps);
                    return 1;
                }),
                new Work("b", 5, steps -> {
                    taken.add("b" + steps);
                    return 2;
                }));
        Map<String, Timing> timings = Rounds.run(works, 2).timings();
        assertThat(taken).containsExactly("a3", "b5", "a3", "b5", "b5", "a3");
        assertThat(timings.values())
                .containsExactly(new Timing("a", List.of(1.0, 1.0)), new Timing("b", List.of(2.0, 2.0)));
    }

    @Test
    void aRatioIsOfMediansAndStandsBesideItsAimAndTheRounds() {
        assertThat(SLOW.median()).isEqualTo(3);
        assertThat(new Timing("even", List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
        assertThat(Figure.atMost("f", SLOW, FAST, 1.5)).isEqualTo(new Figure("f", 1.5, 0.5, 3.0, "at most 1.50", true));
        assertThat(Figure.atMost("f", SLOW, FAST, 1.4).met()).isFalse();
        assertThat(Figure.atLeast("f", SLOW, FAST, 1.6, 2).met()).isFalse();
        assertThat(Figure.atLeast("f", SLOW, FAST, 1.2, 2).aim()).isEqualTo("at least 1.20, better 2.00");
        assertThat(Figure.notRun("f", 1).met()).isNull();
    }

    @Test
    void everyFormOfAStepTrainsItsLearners() {
        for (AdapterMethod method : List.of(AdapterMethod.LORA, AdapterMethod.EDORA)) {
            try (Domains many = new Domains(BASE, method, 3, 2, 16)) {
                many.oneByOne();
                many.together();
                assertThat(many.steps()).containsExactly(2L, 2L, 2L);
            }
        }
        try (Domains one = new Domains(BASE, Domains.paper(true), 1, 2, 16)) {
            one.iteration();
            assertThat(one.steps()).containsExactly(1L);
        }
    }

    @Test
    void aReportSaysWhatWasNotRun() {
        StepReport report = new StepReport(
                LocalDate.of(2026, 1, 2),
                new Machine("Some Processor", 2, "AVX2", "25"),
                "2.7.1",
                2,
                "minilm",
                3,
                null,
                List.of(FAST, SLOW),
                List.of(Figure.atMost("doraOverLora", SLOW, FAST, 1.1), Figure.notRun("overPeft.lora", 0.9)),
                new Footprint(1_234.4, 10, 20, List.of(900.0, 901.5)));
        assertThat(new StepText(report).toString())
                .contains("2026-01-02, Some Processor (AVX2), 2 cores", "2 threads", "PEFT not run")
                .contains("| fast | 2000.0    | 1000.0 | 4000.0 |")
                .contains("| doraOverLora  | 1.50    | at most 1.10 | not met |")
                .contains("| overPeft.lora | not run | at most 0.90 | not run |")
                .contains("1234 MB", "900 902; last less first +1.5");
        assertThat(Json.text(report)).contains("\"name\":\"overPeft.lora\"", "\"met\":false", "\"value\":1.5");
    }

    @Test
    void aPythonThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Peer.start("no-such-python", 1, 2, 16))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("--peft: no-such-python cannot be started");
        assertThatThrownBy(() -> Peer.start("true", 1, 2, 16))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("the Python process ended");
    }

    @Test
    void memoryIsWatchedAtEveryTenth() {
        Footprint footprint = Footprint.watch(BASE, 1, 23).orElseThrow();
        assertThat(footprint.flatMegabytes()).hasSize(10).allMatch(one -> one > 100);
        assertThat(footprint.peakMegabytes()).isGreaterThan(100).isFinite();
        assertThat(footprint.lastTenth() - footprint.firstTenth()).isCloseTo(0, within(100.0));
    }
}

package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharesTest {
    private final List<List<String>> calls = new ArrayList<>();
    private final Shares shares = new Shares(
            100, texts -> texts.stream().mapToInt(Passage::characters).toArray());

    /** A turn is its name, so many texts of so many letters. */
    private record Turn(String name, int texts, int letters, TrainingForm form) {
        private Turn(String name, int texts, int letters) {
            this(name, texts, letters, TrainingForm.FP32);
        }
    }

    private List<String> deal(Turn... turns) {
        return shares.of(
                List.of(turns),
                Turn::form,
                turn -> List.of(Collections.nCopies(turn.texts(), Passage.of("x".repeat(turn.letters())))),
                some -> {
                    List<String> names = some.stream().map(Turn::name).toList();
                    calls.add(names);
                    return names;
                });
    }

    @Test
    void resultsComeInTheOrderOfTheTurns() {
        assertThat(deal(new Turn("long", 2, 40), new Turn("short", 2, 3), new Turn("middle", 2, 10)))
                .containsExactly("long", "short", "middle");
    }

    @Test
    void oneLongTextDoesNotPadEverybodysShortOnes() {
        assertThat(deal(new Turn("a", 10, 4), new Turn("long", 1, 50), new Turn("b", 10, 4)))
                .containsExactly("a", "long", "b");
        assertThat(calls).containsExactly(List.of("a", "b"), List.of("long"));
    }

    @Test
    void twoFormsOfTheBaseShareNoCall() {
        assertThat(deal(
                        new Turn("a", 2, 4),
                        new Turn("low", 2, 5, TrainingForm.BF16),
                        new Turn("b", 2, 6),
                        new Turn("lower", 2, 7, TrainingForm.BF16)))
                .containsExactly("a", "low", "b", "lower");
        assertThat(calls).containsExactly(List.of("a", "b"), List.of("low", "lower"));
    }

    @Test
    void whatIsMoreThanTheBoundGoesAlone() {
        assertThat(deal(new Turn("huge", 30, 9), new Turn("small", 2, 9))).containsExactly("huge", "small");
        assertThat(calls).hasSize(2);
    }

    @Test
    void aTurnThatRunsOnTwoBatchesCountsBoth() {
        List<String> both = shares.of(
                List.of("one", "two"),
                _ -> TrainingForm.FP32,
                turn -> List.of(List.of(Passage.of("short")), Collections.nCopies(5, Passage.of("x".repeat(9)))),
                some -> {
                    calls.add(some);
                    return some;
                });
        assertThat(both).containsExactly("one", "two");
        assertThat(calls).hasSize(2);
    }
}

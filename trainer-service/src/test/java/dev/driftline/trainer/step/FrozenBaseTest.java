package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenBaseTest {
    /** BERT's vocabulary has a piece for each of these words, and puts a mark at both ends. */
    @Test
    void aTextIsAsLongAsTheBaseSeesItMarksAndCutIncluded() {
        try (Learning learning = FrozenBase.open("minilm", "cpu", 1);
                Learning.Pupil pupil =
                        learning.fresh(MethodSettings.defaults(AdapterMethod.HEAD), List.of("a", "b"), 1, null)) {
            assertThat(pupil.lengths(
                            List.of(Passage.of("the red river"), Passage.of("a"), Passage.of("river ".repeat(500)))))
                    .containsExactly(5, 3, 128);
        }
    }
}

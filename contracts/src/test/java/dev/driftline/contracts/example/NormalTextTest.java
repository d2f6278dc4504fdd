package dev.driftline.contracts.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NormalTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is my card",
                "Where  is my CARD",
                "\twhere is\nmy card ",
                "where\u00A0is\u3000my card",
                "ｗｈｅｒｅ is my card"
            })
    void copiesOfATextAreOneText(String copy) {
        assertThat(NormalText.of(copy)).isEqualTo("where is my card");
    }

    @Test
    void composedAndDecomposedLettersAreOne() {
        assertThat(NormalText.of("cafe\u0301")).isEqualTo(NormalText.of("caf\u00E9"));
    }

    @Test
    void copiesFallOnOneSideOfTheSplit() {
        for (int i = 0; i < 200; i++) {
            assertThat(NormalText.isExam(Passage.of("Text  number " + i), 5, 10))
                    .isEqualTo(NormalText.isExam(Passage.of("text NUMBER " + i + " "), 5, 10));
        }
    }

    @Test
    void aboutOneTextInTenIsExamAndTheSeedDecidesWhich() {
        int[] first = exam(1);
        int[] second = exam(2);

        assertThat(first.length).isBetween(900, 1100);
        assertThat(second.length).isBetween(900, 1100);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void copiesOfAPairAreOnePairAndNoTextIsAPair() {
        String pair = NormalText.of(new Passage("Is it\u2028 cold?", "YES "));
        assertThat(pair).isEqualTo(NormalText.of(new Passage("is it cold? ", "yes")));
        assertThat(pair).isNotEqualTo(NormalText.of(new Passage("yes", "is it cold?")));
        assertThat(pair).isNotEqualTo(NormalText.of(new Passage("is it", "cold? yes")));
        assertThat(pair).isNotEqualTo(NormalText.of(Passage.of(pair)));
    }

    private static int[] exam(long seed) {
        return IntStream.range(0, 10_000)
                .filter(i -> NormalText.isExam(Passage.of("text " + i), seed, 10))
                .toArray();
    }
}

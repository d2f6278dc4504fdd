package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.example.NormalText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleDataTest {
    private static final int WORDS_COMPARED = 4;
    private static final int OFTEN = 3;
    private static final double PRECISE = 0.9;
    private static final double COMMON = 0.3;

    static Stream<SampleData> domains() {
        return Stream.of(SampleData.support(), SampleData.triage());
    }

    @ParameterizedTest
    @MethodSource("domains")
    void thereAreEnoughTextsOfFourToSixLabels(SampleData data) {
        assertThat(data.training()).hasSizeGreaterThanOrEqualTo(320);
        assertThat(data.heldBack()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(data.labels()).hasSizeBetween(4, 6);
        assertThat(data.heldBack().stream().map(Labelled::label).distinct())
                .containsExactlyInAnyOrderElementsOf(data.labels());
    }

    @ParameterizedTest
    @MethodSource("domains")
    void noTextOccursTwice(SampleData data) {
        assertThat(all(data).stream().map(sample -> NormalText.of(sample.text())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("domains")
    void noTwoTextsOfALabelShareTheirFirstFourWords(SampleData data) {
        for (String label : data.labels()) {
            assertThat(all(data).stream().filter(sample -> sample.label().equals(label)))
                    .extracting(sample -> Words.of(sample.text()).stream()
                            .limit(WORDS_COMPARED)
                            .toList())
                    .as(label)
                    .doesNotHaveDuplicates();
        }
    }

    /** Both in what is streamed and in everything: a word in three texts or more stands under two labels or more. */
    @ParameterizedTest
    @MethodSource("domains")
    void aWordThatOccursOftenStandsUnderSeveralLabels(SampleData data) {
        for (List<Labelled> samples : List.of(data.training(), all(data))) {
            textsByLabel(samples).forEach((word, byLabel) -> {
                if (sum(byLabel) >= OFTEN) {
                    assertThat(byLabel.keySet()).as(word).hasSizeGreaterThanOrEqualTo(2);
                }
            });
        }
    }

    /** For no label is there a word with both precision 0.9 or more and recall 0.3 or more over the streamed texts. */
    @ParameterizedTest
    @MethodSource("domains")
    void noSingleWordDecidesALabel(SampleData data) {
        Map<String, Integer> textsOf = new HashMap<>();
        data.training().forEach(sample -> textsOf.merge(sample.label(), 1, Integer::sum));
        textsByLabel(data.training())
                .forEach((word, byLabel) -> byLabel.forEach((label, texts) -> {
                    double precision = texts / (double) sum(byLabel);
                    double recall = texts / (double) textsOf.getOrDefault(label, 0);
                    assertThat(precision >= PRECISE && recall >= COMMON)
                            .as(word + " decides " + label)
                            .isFalse();
                }));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void oneLabelIsFirstUsedHalfwayAndTheOthersAtOnce(SampleData data) {
        List<String> stream = data.training().stream().map(Labelled::label).toList();
        assertThat(stream.indexOf(data.labels().getLast())).isEqualTo(stream.size() / 2);
        assertThat(new HashSet<>(stream.subList(0, 20))).hasSize(data.labels().size() - 1);
    }

    @ParameterizedTest
    @MethodSource("domains")
    void theBaselineIsBetterThanGuessingAndFarFromPerfect(SampleData data) {
        double accuracy = BagOfWords.learn(data.training()).accuracy(data.heldBack());
        assertThat(accuracy).isBetween(0.4, 0.8);
    }

    private static List<Labelled> all(SampleData data) {
        List<Labelled> all = new ArrayList<>(data.training());
        all.addAll(data.heldBack());
        return all;
    }

    /** word → label → number of texts that hold it. */
    private static Map<String, Map<String, Integer>> textsByLabel(List<Labelled> samples) {
        Map<String, Map<String, Integer>> found = new HashMap<>();
        for (Labelled sample : samples) {
            Set<String> words = new HashSet<>(Words.of(sample.text()));
            words.forEach(
                    word -> found.computeIfAbsent(word, any -> new HashMap<>()).merge(sample.label(), 1, Integer::sum));
        }
        return found;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}

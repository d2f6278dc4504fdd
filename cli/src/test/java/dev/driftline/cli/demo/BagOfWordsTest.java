package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.line.Labelled;
import java.util.List;
import org.junit.jupiter.api.Test;

class BagOfWordsTest {
    /** Example 13.1 of the book that the class names: priors 3/4 and 1/4; the document goes to China. */
    @Test
    void theTextbooksExampleComesOutAsInTheTextbook() {
        BagOfWords model = BagOfWords.learn(List.of(
                new Labelled("Chinese Beijing Chinese", "china"),
                new Labelled("Chinese Chinese Shanghai", "china"),
                new Labelled("Chinese Macao", "china"),
                new Labelled("Tokyo Japan Chinese", "other")));
        assertThat(model.label("Chinese Chinese Chinese Tokyo Japan")).isEqualTo("china");
    }

    @Test
    void aTextOfUnknownWordsGetsTheMostFrequentLabel() {
        BagOfWords model = BagOfWords.learn(
                List.of(new Labelled("a", "rare"), new Labelled("b", "usual"), new Labelled("c", "usual")));
        assertThat(model.label("x y z")).isEqualTo("usual");
    }
}

package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.demo.SampleData.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class BagOfWordsTest {
    /** Example 13.1 of the book that the class names: priors 3/4 and 1/4; the document goes to China. */
    @Test
    void theTextbooksExampleComesOutAsInTheTextbook() {
        BagOfWords model = BagOfWords.learn(List.of(
                new Sample("Chinese Beijing Chinese", "china"),
                new Sample("Chinese Chinese Shanghai", "china"),
                new Sample("Chinese Macao", "china"),
                new Sample("Tokyo Japan Chinese", "other")));
        assertThat(model.label("Chinese Chinese Chinese Tokyo Japan")).isEqualTo("china");
    }

    @Test
    void aTextOfUnknownWordsGetsTheMostFrequentLabel() {
        BagOfWords model =
                BagOfWords.learn(List.of(new Sample("a", "rare"), new Sample("b", "usual"), new Sample("c", "usual")));
        assertThat(model.label("x y z")).isEqualTo("usual");
    }
}

package dev.driftline.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialTest {
    private static final String TWO =
            "{\"text\":\"b\",\"label\":\"y\",\"id\":\"1\"}\n\n{\"text\":\"a\",\"label\":\"x\"}\n";

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void rowsCountInTheSortedLabelsOfTheTrainingFile() throws IOException {
        Material material =
                Material.read(file("train.jsonl", TWO), file("test.jsonl", "{\"text\":\"c\",\"label\":\"y\"}"));
        assertThat(material.labels()).containsExactly("x", "y");
        assertThat(material.train()).containsExactly(new Lesson("b", 1), new Lesson("a", 0));
        assertThat(material.test()).containsExactly(new Lesson("c", 1));
        assertThat(material.trainDigest()).isEqualTo(Digest.of(TWO.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTestLabelThatTrainingLacksIsNamed() throws IOException {
        Path train = file("train.jsonl", TWO);
        Path test = file("test.jsonl", "{\"text\":\"c\",\"label\":\"odd\"}");
        assertThatThrownBy(() -> Material.read(train, test))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("--test: ")
                .hasMessageContaining("[odd]")
                .hasMessageContaining("leave them out or add examples");
    }

    @Test
    void aLineThatDoesNotFitIsNamedWithItsField() throws IOException {
        Path good = file("good.jsonl", TWO);
        assertThatThrownBy(() -> Material.read(file("a.jsonl", TWO + "{\"text\":\" \",\"label\":\"x\"}"), good))
                .hasMessageContaining("a.jsonl line 4: text: must be a string that is not blank");
        assertThatThrownBy(() -> Material.read(file("b.jsonl", TWO + "{\"text\":\"a\",\"label\":7}"), good))
                .hasMessageContaining("b.jsonl line 4: label: must be a string");
        assertThatThrownBy(() -> Material.read(file("c.jsonl", TWO + "nonsense"), good))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("c.jsonl line 4");
        assertThatThrownBy(() -> Material.read(good, folder.resolve("none"))).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> Material.read(file("empty.jsonl", "\n"), good))
                .hasMessageContaining("--train: ")
                .hasMessageContaining("holds no example");
    }

    @Test
    void pairsAreRefusedAndNotHalvedInSilence() throws IOException {
        Path good = file("good.jsonl", TWO);
        Path pairs = file("pairs.jsonl", "{\"text\":\"a\",\"text_pair\":\"b\",\"label\":\"x\"}");
        assertThatThrownBy(() -> Material.read(pairs, good)).hasMessageContaining("pairs.jsonl line 1: text_pair");
    }

    @Test
    void aSampleHoldsEveryLabelAndNoMoreThanTheFile() throws IOException {
        Path two = file("train.jsonl", TWO);
        Material material = Material.read(two, two);
        assertThatThrownBy(() -> material.requireSample(1)).hasMessageContaining("--labels: must be 2 or more");
        assertThatThrownBy(() -> material.requireSample(3)).hasMessageContaining("--labels: must be 2 or less");
        material.requireSample(2);
    }

    @Test
    void oneLabelAloneIsNothingToTellApart() throws IOException {
        Path one = file("one.jsonl", "{\"text\":\"a\",\"label\":\"x\"}");
        assertThatThrownBy(() -> Material.read(one, one)).hasMessageContaining("one label alone");
    }
}

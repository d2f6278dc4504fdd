package dev.driftline.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchProcessTest {
    @TempDir
    private Path folder;

    @Test
    void aBenchIsTheModulesJarInAJvmOfItsOwnWithItsOptionsBehind() throws IOException {
        Path jar = folder.resolve("benchmarks/target/driftline-benchmarks.jar");
        Files.createDirectories(Objects.requireNonNull(jar.getParent()));
        Files.createFile(jar);
        assertThat(new BenchProcess(folder).line("methods", List.of("--labels", "100")))
                .startsWith(System.getProperty("java.home") + "/bin/java")
                .endsWith("-jar", jar.toString(), "methods", "--labels", "100");
    }

    @Test
    void aModuleThatWasNotBuiltIsNamed() {
        assertThatThrownBy(() -> new BenchProcess(folder).line("methods", List.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("driftline-benchmarks.jar is missing: ./driftline builds it");
    }

    @Test
    void aCsvIsCopiedAsJsonLinesAndTheCopyGoesAway() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "message,team\n\"one, two\",x\nthree,y\n");
        Path copy;
        try (PlainFiles files = new PlainFiles(new Columns("message", null, "team", null), null)) {
            copy = files.of(csv.toString());
            assertThat(copy).hasFileName("a.csv.jsonl");
            assertThat(Files.readAllLines(copy))
                    .containsExactly("{\"text\":\"one, two\",\"label\":\"x\"}", "{\"text\":\"three\",\"label\":\"y\"}");
        }
        assertThat(copy).doesNotExist();
    }

    @Test
    void jsonLinesAreHandedOnAsTheyAre() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{}\n");
        try (PlainFiles files = new PlainFiles(Columns.DEFAULT, null)) {
            assertThat(files.of(file.toString())).isEqualTo(file);
        }
    }

    @Test
    void aRowThatIsNoneIsNamedWithItsLine() throws IOException {
        Path csv = Files.writeString(folder.resolve("b.txt"), "text,label\n\"a\" b,x\n");
        try (PlainFiles files = new PlainFiles(Columns.DEFAULT, Format.CSV)) {
            assertThatThrownBy(() -> files.of(csv.toString()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("b.txt line 2: text: has text behind");
        }
    }
}

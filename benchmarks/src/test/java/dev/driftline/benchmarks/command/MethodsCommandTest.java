package dev.driftline.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong is told before the base is loaded. */
class MethodsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        CommandLine line = BenchmarksCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    @Test
    void optionsThatAreMissingOrWrongEndWithTwoAndTheirNames() throws IOException {
        String file = Files.writeString(
                        folder.resolve("a.jsonl"),
                        "{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"b\",\"label\":\"y\"}\n")
                .toString();
        assertThat(run("methods", "--train", file)).isEqualTo(2);
        assertThat(run("methods", "--train", file, "--test", file, "--labels", "3"))
                .isEqualTo(2);
        assertThat(run("methods", "--train", file, "--test", file, "--labels", "2", "--methods", "sora"))
                .isEqualTo(2);
        assertThat(run("methods", "--train", file, "--test", file, "--labels", "2", "--shard", "2"))
                .isEqualTo(2);
        assertThat(run("methods", "--train", file, "--test", file + "x", "--labels", "2"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Missing required options", "--test=FILE", "--labels: must be 2 or less")
                .contains("'sora' is none", "--shard: must be I/N", "there is no file");
    }

    @Test
    void helpNamesEveryMethodFullFineTuningIncluded() {
        assertThat(run("methods", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("head, lora, dora, bidora, edora and full")
                .contains("full is full fine-tuning of a copy of the base")
                .contains("--methods head,lora,full");
    }
}

package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.command.DriftlineCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void aRateOfNothingIsRefusedBeforeAnythingStarts() {
        assertThat(run("demo", "--rate", "0")).isEqualTo(2);
        assertThat(printed.toString()).contains("--rate").doesNotContain("Starting");
    }

    @Test
    void theHelpSaysThatNothingIsLeftBehind() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(printed.toString()).contains("--[no-]stay", "--running", "nothing is left behind");
    }

    @Test
    void benchAloneNamesItsBenches() {
        assertThat(run("bench")).isEqualTo(2);
        assertThat(printed.toString()).contains("accuracy");
        assertThat(run("bench", "--help")).isZero();
    }

    @Test
    void aBenchWithoutItsFilesIsRefused() {
        assertThat(run("bench", "accuracy", "--train", "there-is-no-such-file", "--test", "nor-this"))
                .isEqualTo(4);
        assertThat(run("bench", "accuracy", "--test", "x")).isEqualTo(2);
        assertThat(run("bench", "accuracy", "--train", "x", "--test", "x", "--method", "magic"))
                .isEqualTo(2);
    }

    private int run(String... arguments) {
        CommandLine line = DriftlineCommand.commandLine();
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(printed, true));
        return line.execute(arguments);
    }
}

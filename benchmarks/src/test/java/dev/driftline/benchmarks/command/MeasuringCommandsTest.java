package dev.driftline.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On the real base, a step or two long. */
class MeasuringCommandsTest {
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

    private String file() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String object : new String[] {"door", "cup", "lamp", "road"}) {
            lines.append("{\"text\":\"the " + object + " is green\",\"label\":\"green\"}\n");
            lines.append("{\"text\":\"snow is on the " + object + "\",\"label\":\"snow\"}\n");
        }
        return Files.writeString(folder.resolve("a.jsonl"), lines).toString();
    }

    private JsonNode json() {
        String[] lines = out.toString().split("\n", -1);
        return Json.tree("report", lines[lines.length - 2].getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void weightsTellEveryMethodsPathFullFineTuningIncluded() throws IOException {
        String methods = "lora,dora,bidora,edora,full";
        assertThat(run(
                        "weights",
                        "--train",
                        file(),
                        "--labels",
                        "8",
                        "--methods",
                        methods,
                        "--epochs",
                        "4",
                        "--all",
                        "--json"))
                .isZero();
        JsonNode report = json();
        assertThat(report.get("rows")).hasSize(6 * 7); // BiDoRA has two phases; query with value, and six kinds
        assertThat(report.get("points")).hasSize(6 * 4 * 36); // four checkpoints of 36 matrices
        for (JsonNode row : report.get("rows")) {
            assertThat(row.get("direction").doubleValue()).as(row.toString()).isPositive();
            assertThat(row.get("magnitude").doubleValue()).as(row.toString()).isPositive();
        }
        assertThat(out.toString()).contains("A falling line here:");
    }

    @Test
    void startsTellTheStepForEachKindOfFactors() throws IOException {
        assertThat(run("starts", "--train", file(), "--labels", "8", "--seeds", "1", "--epochs", "6", "--json"))
                .isZero();
        assertThat(json().get("rows").findValuesAsText("start"))
                .containsExactly("lora", "edora, svd factors", "edora, random factors");
    }

    @Test
    void optionsThatAreWrongAreNamed() throws IOException {
        assertThat(run("step", "--blocks", "0")).isEqualTo(2);
        assertThat(run("weights", "--labels", "8")).isEqualTo(2);
        assertThat(run("weights", "--train", file(), "--labels", "9")).isEqualTo(2);
        assertThat(run("weights", "--train", file(), "--labels", "8", "--checkpoints", "0"))
                .isEqualTo(2);
        assertThat(run("starts", "--train", file(), "--labels", "8", "--epochs", "1"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--blocks: must lie in 1..1000", "--train=FILE", "--labels: must be 8 or less")
                .contains("--checkpoints: must lie in 1..", "--epochs: must make 5 steps");
    }
}

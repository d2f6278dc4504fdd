package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictFileTest {
    private static final String DOOR = "POST /v1/domains/spam/predictions";
    private static final String DIGEST = "ab".repeat(32);

    private final FakeService service = new FakeService();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void recordsAreToldByTheNumbersThatTheyHaveInTheFile() throws IOException {
        Path file = file("tickets.csv", "id,message,team\n7,a,x\n8,b,y\nbroken\n");
        service.on(DOOR, 200, answer(1, "7") + answer(2, "8") + end(2, 0));
        assertThat(run("--file", file.toString(), "--text", "message")).isEqualTo(3);
        assertThat(service.asked().getFirst())
                .contains("{\"text\":\"a\",\"id\":\"7\"}\n{\"text\":\"b\",\"id\":\"8\"}")
                .doesNotContain("label");
        assertThat(out.toString().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("{\"line\":2,\"id\":\"7\",\"predictionId\":\"0-");
        assertThat(out.toString().lines().toList().getLast()).startsWith("{\"line\":4,\"field\":\"record\"");
        assertThat(err.toString()).contains("line 4: record: has 1 columns", "2 answered, 1 at fault");
    }

    @Test
    void answersGoToAFileAndTheSummaryToWhoeverReads() throws IOException {
        Path file = file("texts.jsonl", "{\"text\":\"a\",\"label\":\"ham\",\"more\":[1]}\n");
        Path answers = folder.resolve("answers.jsonl");
        service.on(DOOR, 200, answer(1, null) + end(1, 0));
        assertThat(run("--file", file.toString(), "--out", answers.toString(), "--json"))
                .isZero();
        assertThat(service.asked().getFirst()).endsWith("{\"text\":\"a\"}");
        assertThat(Files.readString(answers)).startsWith("{\"line\":1,\"predictionId\":\"0-");
        assertThat(out.toString()).startsWith("{\"domain\":\"spam\",\"answered\":1,\"faulty\":0,");
    }

    @Test
    void whatIsAskedForOfOneTextIsAskedForOfEveryBatch() throws IOException {
        Path file = file("texts.jsonl", "{\"text\":\"a\"}\n");
        service.on(DOOR + "?version=7", 200, answer(1, null) + end(1, 0));
        String[] asking = {"--version", "7", "--min-offset", "9", "--wait", "2s", "--client", "me"};
        assertThat(run(Stream.concat(Stream.of("--file", file.toString()), Stream.of(asking))
                        .toArray(String[]::new)))
                .isZero();
        assertThat(service.header("Driftline-Min-Offset")).contains("9");
        assertThat(service.header("Driftline-Wait")).contains("2s");
        assertThat(service.header("Driftline-Client")).contains("me");
    }

    @Test
    void aBatchThatWasRefusedForAWhileGoesAgain() throws IOException {
        Path file = file("texts.jsonl", "{\"text\":\"a\"}\n");
        service.on(DOOR, 429, "{\"title\":\"Busy\",\"status\":429,\"detail\":\"full\"}")
                .on(DOOR, 504, "{\"title\":\"Too late\",\"status\":504,\"detail\":\"slow\"}")
                .on(
                        DOOR,
                        200,
                        end(0, 0).replace("}}", ",\"stopped\":{\"title\":\"x\",\"status\":503,\"detail\":\"late\"}}}"))
                .on(DOOR, 200, answer(1, null) + end(1, 0));
        assertThat(run("--file", file.toString())).isZero();
        assertThat(service.asked()).hasSize(4);
        assertThat(err.toString()).contains("full; trying again", "late; trying again");
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void whatStopsAStreamForGoodIsTheCommandsFailure() throws IOException {
        Path file = file("texts.jsonl", "{\"text\":\"a\"}\n");
        service.on(DOOR, 404, "{\"title\":\"Unknown\",\"status\":404,\"detail\":\"spam does not exist\"}");
        assertThat(run("--file", file.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("spam does not exist");
    }

    @Test
    void textsStandInTheFileOrInTheCommandAndNotInBoth() {
        assertThat(run("--file", "x.jsonl", "a text")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void whatIsSaidOfAFileIsRefusedWithoutOne() {
        for (String option : List.of("--out", "--text", "--text-pair", "--id")) {
            assertThat(run("a text", option, "x")).isEqualTo(2);
            assertThat(err.toString()).contains(option + " is for --file: name a FILE");
        }
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsToldBeforeItsFormatIsAskedFor() {
        assertThat(run("--file", "/nope")).isEqualTo(1);
        assertThat(err.toString()).contains("/nope: there is no such file");
    }

    @Test
    void aFieldOfTextsThatARecordLacksIsNamed() throws IOException {
        Path file = file("texts.jsonl", "{\"text\":\"a\"}\n");
        assertThat(run("--file", file.toString(), "--text", "txt")).isEqualTo(3);
        assertThat(err.toString())
                .contains("line 1: text: the record has no field 'txt': name the one of texts with --text");
        assertThat(service.asked()).isEmpty();
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        return file;
    }

    private static String answer(int line, @Nullable String id) {
        return "{\"line\":" + line + (id == null ? "" : ",\"id\":\"" + id + "\"")
                + ",\"predictionId\":\"0-1769860800000-0000000000c0ffee.0\",\"label\":\"ham\",\"scores\":[{\"label\":\"ham\",\"score\":1.0}],\"version\":3,\"digest\":\""
                + DIGEST
                + "\",\"learnedUpTo\":9}\n";
    }

    private static String end(int answered, int faulty) {
        return "{\"end\":{\"answered\":" + answered + ",\"faulty\":" + faulty + "}}\n";
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("predict", "spam"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--serving-url", service.uri().toString(), "--data", folder.toString()));
        return DriftlineCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}

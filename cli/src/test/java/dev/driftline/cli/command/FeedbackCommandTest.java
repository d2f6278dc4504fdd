package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FeedbackCommandTest {
    private static final String ID = "0-1769860800000-0000000000c0ffee";
    private static final String RECEIPT = """
            {"index":0,"id":"feedback/%s.0","topic":"examples","partition":3,"offset":7}""".formatted(ID);

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
    void aLabelIsEnoughWhereAnswersAreCaptured() {
        service.on("POST /v1/predictions/" + ID + "/feedback", 202, RECEIPT);
        assertThat(run(ID, "--label", "spam")).isZero();
        assertThat(service.asked()).containsExactly("POST /v1/predictions/" + ID + "/feedback {\"label\":\"spam\"}");
        assertThat(out.toString()).contains("example feedback/" + ID + ".0, offset 7 of partition 3");
    }

    @Test
    void elsewhereItBringsWhatWasAskedAndAnswered() {
        service.on("POST /v1/predictions/" + ID + ".1/feedback", 202, RECEIPT);
        String[] all = {
            ID + ".1",
            "--label",
            "ham",
            "--domain",
            "mail",
            "--text",
            "a",
            "--text-pair",
            "b",
            "--predicted",
            "spam",
            "--answered-by",
            "7"
        };
        assertThat(run(all)).isZero();
        assertThat(service.asked().getFirst())
                .endsWith("{\"label\":\"ham\",\"domain\":\"mail\",\"text\":\"a\",\"textPair\":\"b\","
                        + "\"predicted\":\"spam\",\"version\":7}");
    }

    @Test
    void whatIsNoIdIsNotSent() {
        assertThat(run("../domains", "--label", "spam")).isEqualTo(2);
        assertThat(err.toString()).contains("is no prediction's id");
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void anAnswerThatWasNotCapturedIsRefusedInServingsWords() {
        service.on("POST /v1/predictions/" + ID + "/feedback", 409, """
                {"title":"The text is not known","status":409,"detail":"send domain and text with the label"}""");
        assertThat(run(ID, "--label", "spam")).isEqualTo(5);
        assertThat(err.toString()).contains("send domain and text with the label");
    }

    private int run(String... args) {
        List<String> line = new ArrayList<>(List.of("feedback"));
        line.addAll(List.of(args));
        line.addAll(List.of("--serving-url", service.uri().toString(), "--data", folder.toString()));
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(String[]::new));
    }
}

package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    private static final String DIGEST = "a".repeat(64);
    private static final String VERSION =
            "{\"version\":4,\"adapter\":\"%s\",\"adapterBytes\":9,\"learnedUpTo\":70}".formatted(DIGEST);
    private static final String RELEASED =
            "{\"type\":\"released\",\"version\":%s,\"decision\":{\"promote\":false,\"reason\":\"imported\"}}"
                    .formatted(VERSION);
    private static final String PROMOTED = "{\"type\":\"promoted\",\"version\":%s}".formatted(VERSION);
    private static final String IMPORT = "POST /v1/domains/spam/imports";
    private static final String DOMAIN = "GET /v1/domains/spam";

    private final FakeService service = new FakeService();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void save() throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), "{}");
        Files.writeString(folder.resolve("adapter_model.safetensors"), "tensors");
        Files.writeString(folder.resolve("labels.json"), "{}");
        Files.writeString(folder.resolve("README.md"), "words");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aFolderBecomesAVersionOfTheDomain() {
        service.on(IMPORT, 201, entry(RELEASED));
        assertThat(run("spam", folder.toString())).isZero();
        assertThat(out.toString()).contains("not promoted, imported");
        assertThat(service.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked)
                        .startsWith(IMPORT + " PK")
                        .contains("adapter_config.json", "adapter_model.safetensors", "labels.json")
                        .doesNotContain("README.md"));
    }

    @Test
    void baseLabelsAndPromotionAreSaid() throws IOException {
        Path base = folder.resolve("base model");
        service.on(
                IMPORT + "?base=" + URLEncoder.encode(base.toString(), StandardCharsets.UTF_8), 201, entry(RELEASED));
        service.on(DOMAIN, 200, state(false));
        service.on("POST /v1/domains/spam/promote", 200, entry(PROMOTED));
        Path labels = Files.writeString(folder.resolve("mine"), "ham\nspam\n");
        assertThat(run(
                        "spam",
                        folder.toString(),
                        "--base",
                        base.toString(),
                        "--labels",
                        labels.toString(),
                        "--promote"))
                .isZero();
        assertThat(service.asked().get(1)).contains("labels.txt").doesNotContain("labels.json");
        assertThat(service.asked().getLast()).isEqualTo("POST /v1/domains/spam/promote {\"version\":4}");
        assertThat(out.toString()).contains("spam@4 was promoted");
    }

    @Test
    void aFileThatIsNotThereIsNamedBeforeAnythingIsSent() throws IOException {
        Files.delete(folder.resolve("labels.json"));
        assertThat(run("spam", folder.toString())).isEqualTo(4);
        assertThat(err.toString()).contains(folder.resolve("labels.json") + " is not there", "--labels");
        Files.delete(folder.resolve("adapter_model.safetensors"));
        assertThat(run("spam", folder.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("save the adapter as safetensors");
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void whatTheTrainerRefusesIsToldAndNothingIsPromoted() {
        service.on(DOMAIN, 200, state(false));
        service.on(
                IMPORT,
                400,
                "{\"title\":\"Invalid value\",\"status\":400,\"detail\":\"bias: is all\",\"field\":\"bias\"}");
        assertThat(run("spam", folder.toString(), "--promote")).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("driftline: trainer: bias: is all");
        assertThat(service.asked()).hasSize(2);
    }

    @Test
    void aHeldDomainIsRefusedBeforeAnythingIsSent() {
        service.on(DOMAIN, 200, state(true)).on(IMPORT, 201, entry(RELEASED));
        assertThat(run("spam", folder.toString(), "--promote")).isEqualTo(5);
        assertThat(err.toString()).contains("spam is on hold and nothing was imported: ./driftline release spam first");
        assertThat(service.asked()).containsExactly(DOMAIN);
        assertThat(run("spam", folder.toString())).isZero();
    }

    @Test
    void anImportThatIsHeldInTheMeantimeIsToldWithWhatIsLeftToDo() {
        service.on(DOMAIN, 200, state(false)).on(IMPORT, 201, entry(RELEASED));
        service.on(
                "POST /v1/domains/spam/promote",
                409,
                "{\"title\":\"Refused\",\"status\":409,\"detail\":\"spam is on hold: release it first\"}");
        assertThat(run("spam", folder.toString(), "--promote")).isEqualTo(5);
        assertThat(err.toString())
                .contains("spam@4 was imported and is not live", "release it first", "./driftline promote spam 4");
    }

    private static String entry(String event) {
        return """
            {"format":1,"nonce":"n","at":"2026-01-31T12:00:00Z","event":%s,"state":%s}""".formatted(event, state(false));
    }

    private static String state(boolean held) {
        return """
            {"domain":"spam","ledgerId":"abc","number":5,"spec":%2$s,"place":{"topic":"examples","topicId":"t","partition":3},\
            "seed":7,"held":%3$s,"begun":0,"position":70,"logGeneration":1,"windows":4,\
            "trunk":{"version":4,"adapter":"%1$s","state":"%1$s"},"earlierChampions":[],"versions":4,\
            "pendingExclusions":[]}""".formatted(DIGEST, SpamSpec.JSON, held);
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("import"));
        line.addAll(List.of(arguments));
        String url = service.uri().toString();
        line.addAll(List.of("--registry-url", url, "--trainer-url", url, "--data", folder.toString()));
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(String[]::new));
    }
}

package dev.driftline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
    private static final String DIGEST = "a".repeat(64);
    private static final String STATE = """
            {"domain":"spam","ledgerId":"abc","number":5,"spec":%3$s,\
            "place":{"topic":"examples","topicId":"t","partition":3},"seed":7,"held":false,"begun":0,"position":70,"logGeneration":1,\
            "windows":4,"trunk":{"version":4,"adapter":"%1$s","state":"%1$s"},%2$s"earlierChampions":[],"versions":4,\
            "pendingExclusions":[]}""";
    private static final String CHAMPION =
            "\"champion\":{\"version\":4,\"adapter\":\"%s\",\"adapterBytes\":9,\"learnedUpTo\":70},".formatted(DIGEST);
    private static final String EXPORT = "/export?format=peft";

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
    void theLiveVersionIsWrittenToAFolder() throws IOException {
        service.on("GET /v1/domains/spam", 200, STATE.formatted(DIGEST, CHAMPION, SpamSpec.JSON));
        zip("GET /v1/domains/spam/versions/4" + EXPORT, "README.md", "adapter_config.json");
        Path to = folder.resolve("new/export");
        assertThat(run("spam", "--format", "peft", "--out", to.toString())).isZero();
        assertThat(Files.readString(to.resolve("README.md"))).isEqualTo("what README.md holds");
        assertThat(to.resolve("adapter_config.json")).exists();
        assertThat(out.toString()).contains("Wrote spam@4 to " + to, "README.md, 20 bytes");
    }

    @Test
    void aNamedVersionIsOneJsonDocument() {
        zip("GET /v1/domains/spam/versions/2" + EXPORT + "&as=dora", "model.py");
        assertThat(run("spam@2", "--format", "peft", "--as", "dora", "--out", folder.toString(), "--json"))
                .isZero();
        assertThat(out.toString())
                .startsWith("{\"domain\":\"spam\",\"version\":2,\"format\":\"peft\",\"folder\":\"" + folder)
                .contains("\"files\":[{\"name\":\"model.py\",\"bytes\":19}]")
                .hasLineCount(1);
    }

    @Test
    void aMergedModelComesFromTheTrainerAndIsNoAdapter() throws IOException {
        zip("GET /v1/domains/spam/versions/2/export?format=merged", "config.json", "model.safetensors");
        Path to = folder.resolve("merged");
        assertThat(run("spam@2", "--format", "merged", "--out", to.toString())).isZero();
        assertThat(Files.readString(to.resolve("model.safetensors"))).isEqualTo("what model.safetensors holds");
        assertThat(run("spam@2", "--format", "merged", "--as", "lora", "--out", to.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--as says what PEFT must know it as");
    }

    @Test
    void whatTheTrainerRefusesIsToldAndNothingIsWritten() {
        service.on(
                "GET /v1/domains/spam/versions/2/export?format=merged",
                409,
                "{\"title\":\"Refused\",\"status\":409,\"detail\":\"spam@2 was trained on another base\"}");
        Path to = folder.resolve("merged");
        assertThat(run("spam@2", "--format", "merged", "--out", to.toString())).isEqualTo(5);
        assertThat(err.toString()).isEqualToIgnoringNewLines("driftline: trainer: spam@2 was trained on another base");
        assertThat(to).doesNotExist();
    }

    @Test
    void aBodyThatIsNoZipLeavesNothing() {
        service.on("GET /v1/domains/spam/versions/2/export?format=merged", 200, "no zip");
        Path to = folder.resolve("merged");
        assertThat(run("spam@2", "--format", "merged", "--out", to.toString())).isEqualTo(1);
        assertThat(to).doesNotExist();
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        Path mine = folder.resolve("mine");
        Files.writeString(mine, "mine");
        for (Path taken : List.of(folder, mine)) {
            assertThat(run("spam@2", "--format", "peft", "--out", taken.toString()))
                    .isEqualTo(5);
        }
        assertThat(err.toString()).contains(folder + " is there and not an empty folder");
        assertThat(service.asked()).isEmpty();
        assertThat(Files.readString(mine)).isEqualTo("mine");
    }

    @Test
    void withoutALiveVersionItSaysHowToNameOne() {
        service.on("GET /v1/domains/spam", 200, STATE.formatted(DIGEST, "", SpamSpec.JSON));
        assertThat(run("spam", "--format", "peft", "--out", folder.toString())).isEqualTo(4);
        assertThat(err.toString()).contains("spam has no live version yet: name one, as spam@1");
    }

    @Test
    void whatTheRegistryRefusesIsToldAndNothingIsWritten() {
        service.on(
                "GET /v1/domains/spam/versions/2" + EXPORT + "&as=lora",
                409,
                "{\"title\":\"Refused\",\"status\":409,\"detail\":\"spam@2 would lose its magnitudes\"}");
        Path to = folder.resolve("plain");
        assertThat(run("spam@2", "--format", "peft", "--as", "lora", "--out", to.toString()))
                .isEqualTo(5);
        assertThat(err.toString()).isEqualToIgnoringNewLines("driftline: registry: spam@2 would lose its magnitudes");
        assertThat(to).doesNotExist();
    }

    @Test
    void aZipThatWouldLeaveItsFolderIsNotUnpacked() {
        zip("GET /v1/domains/spam/versions/1" + EXPORT, "README.md", "../escaped");
        Path to = folder.resolve("inside");
        assertThat(run("spam@1", "--format", "peft", "--out", to.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is no export", "../escaped");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongUseIsToldInWords() {
        assertThat(run("Bad@1", "--format", "peft", "--out", folder.toString())).isEqualTo(2);
        assertThat(run("spam@0", "--format", "peft", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(run("spam", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--format");
    }

    private void zip(String request, String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("what " + name + " holds").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service.on(request, 200, bytes.toByteArray(), Map.of());
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("export"));
        line.addAll(List.of(arguments));
        String url = service.uri().toString();
        line.addAll(List.of("--registry-url", url, "--trainer-url", url, "--data", folder.toString()));
        CommandLine command = DriftlineCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(line.toArray(String[]::new));
    }
}

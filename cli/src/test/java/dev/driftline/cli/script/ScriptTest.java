package dev.driftline.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    private static final Path SCRIPT = Path.of("../driftline").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of(
            "contracts",
            "adapters",
            "registry-service",
            "trainer-service",
            "serving-service",
            "ingest-service",
            "benchmarks",
            "cli");

    private static final long CLOCK_TICK_MILLIS = 25;

    @TempDir
    private Path folder;

    private record Ran(int code, String text) {}

    @BeforeEach
    void project() throws IOException {
        Files.copy(SCRIPT, folder.resolve("driftline"));
        Files.writeString(folder.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(folder.resolve(module).resolve("src/main"));
            Files.createDirectories(folder.resolve(module).resolve("target"));
            Files.writeString(folder.resolve(module).resolve("pom.xml"), "");
        }
        program("jdk/bin/javac", "echo javac 25.0.1");
        program("jdk/bin/java", "echo \"java $*\"");
        maven("echo \"[INFO] Building contracts 0.1.0-SNAPSHOT [2/3]\"");
    }

    @Test
    void whatIsStaleIsBuiltOnceWithALineForEachModule() throws Exception {
        Ran first = run("status", "--json");
        assertThat(first.code()).isZero();
        assertThat(first.text())
                .contains("driftline: building cli", "  contracts (2/3)", "driftline: built in")
                .contains("-Ddriftline.home=" + folder.toRealPath(), "cli/target/driftline.jar status --json");
        assertThat(run("status").text()).startsWith("java ");
    }

    @Test
    void sourcesNewerThanTheBuildAreBuiltAgain() throws Exception {
        run("up");
        touch("contracts/src/main/New.java");
        assertThat(run("status").text()).contains("building cli (");
        assertThat(run("up").text())
                .contains("building registry-service, trainer-service, serving-service, ingest-service (");
        touch("adapters/src/main/New.java");
        assertThat(run("up").text()).contains("building trainer-service, serving-service (");
        touch("ingest-service/pom.xml");
        assertThat(run("up").text()).contains("building ingest-service (");
        assertThat(run("up").text()).doesNotContain("building");
    }

    @Test
    void buildsFromWhichASystemRunsStayAsTheyAre() throws Exception {
        run("status");
        touch("cli/src/main/New.java");
        Path running = Files.createDirectories(folder.resolve("target/running"));
        Files.createFile(running.resolve(String.valueOf(ProcessHandle.current().pid())));
        assertThat(run("status").text()).contains("a system runs from it").doesNotContain("building");
        Files.delete(running.resolve(String.valueOf(ProcessHandle.current().pid())));
        assertThat(run("status").text()).contains("building cli");
    }

    @Test
    void aBuildThatFailsShowsItsErrors() throws Exception {
        maven("echo '[ERROR] Main.java:[1,2] error: broken'; exit 1");
        Ran ran = run("status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text())
                .contains("the build failed", "[ERROR] Main.java:[1,2] error: broken", "target/build.log")
                .doesNotContain("java -XX");
    }

    @Test
    void anOldJdkIsNamedWithTheWaysToANewOne() throws Exception {
        ask("min_java=25", "min_java=99");
        Ran ran = run("status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text())
                .contains("a JDK 99 or newer is needed", "jdk (25)", "apt-get install", "Temurin", "sdk install java");
    }

    @Test
    void anOldMavenIsNamedWithTheWaysToANewOne() throws Exception {
        ask("min_maven=3.8.7", "min_maven=99.0.0");
        Ran ran = run("status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("Maven 99.0.0 or newer is needed", "(3.8.7)", "apt-get install maven");
    }

    @Test
    void aMavenThatDoesNotRunIsPassedOverForTheNext() throws Exception {
        program("maven/bin/mvn", "exit 126");
        program("path/mvn", "if [ \"$1\" = -v ]; then echo 'Apache Maven 3.9.9'; exit; fi");
        assertThat(run("status").text()).contains("driftline: built in");
    }

    @Test
    void everythingThatRunsIsBuiltForContainers() throws Exception {
        Ran ran = run("build");
        assertThat(ran.code()).isZero();
        assertThat(ran.text())
                .contains("building registry-service, trainer-service, serving-service, ingest-service, cli (")
                .doesNotContain("java -XX");
    }

    @Test
    void theMethodsBenchIsBuiltWithoutAnyService() throws Exception {
        Ran ran = run("bench", "methods", "--labels", "100");
        assertThat(ran.code()).isZero();
        assertThat(ran.text())
                .contains("building benchmarks, cli (", "cli/target/driftline.jar bench methods --labels 100")
                .doesNotContain("service");
        touch("adapters/src/main/New.java");
        assertThat(run("bench", "methods").text()).contains("building benchmarks (");
        assertThat(run("bench", "accuracy").text())
                .contains("building registry-service, trainer-service, serving-service, ingest-service (");
    }

    @Test
    void testsDoNotReplaceBuildsFromWhichASystemRuns() throws Exception {
        Path running = Files.createDirectories(folder.resolve("target/running"));
        Files.createFile(running.resolve(String.valueOf(ProcessHandle.current().pid())));
        Ran ran = run("test");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("a system runs from the builds", "./driftline down");
    }

    @Test
    void anotherKindOfMachineIsNamedBeforeAnythingIsBuilt() throws Exception {
        program("path/uname", "[ \"$1\" = -s ] && echo Darwin || echo arm64");
        Ran ran = run("demo");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text()).contains("this is Darwin arm64", "Linux x86_64").doesNotContain("building");
    }

    @Test
    void testsEndWithOneLineForAllModulesAndMavensExitCode() throws Exception {
        maven(
                "echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in A'",
                "echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0'",
                "echo '[ERROR] Tests run: 40, Failures: 1, Errors: 0, Skipped: 3'",
                "exit 1");
        Ran ran = run("test");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.text().lines().toList().getLast())
                .isEqualTo("Tests run: 42, Failures: 1, Errors: 0, Skipped: 3");
    }

    /** Lets the script ask for more than there is. */
    private void ask(String least, String more) throws IOException {
        Path script = folder.resolve("driftline");
        Files.writeString(script, Files.readString(script).replace(least, more));
    }

    private void maven(String... lines) throws IOException {
        List<String> all = new ArrayList<>();
        all.add("if [ \"$1\" = -v ]; then echo 'Apache Maven 3.8.7'; exit; fi");
        all.addAll(List.of(lines));
        program("maven/bin/mvn", all.toArray(String[]::new));
    }

    private void program(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A new file, by a clock tick newer than what was built before and older than what is built next. */
    private void touch(String name) throws IOException, InterruptedException {
        Thread.sleep(CLOCK_TICK_MILLIS);
        Files.writeString(folder.resolve(name), "");
        Thread.sleep(CLOCK_TICK_MILLIS);
    }

    private Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("bash", folder.resolve("driftline").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().remove("CI");
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", folder.resolve("jdk").toString(),
                        "MAVEN_HOME", folder.resolve("maven").toString(),
                        "PATH", folder.resolve("path") + ":" + System.getenv("PATH")));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), text);
    }
}

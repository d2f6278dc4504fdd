package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.driftline.cli.up.Service;
import dev.driftline.house.Tree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No container engine runs here, so the deployment files are held against the services that do run. */
class DeploymentTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final JsonNode COMPOSE =
            documents(Tree.ROOT.resolve("docker-compose.yml")).getFirst();
    private static final Pattern COPY = Pattern.compile("(?m)^COPY (?:--\\S+ )*(\\S+) ");
    private static final Pattern EXPOSE = Pattern.compile("(?m)^EXPOSE (\\d+)$");
    private static final Pattern PORT_VARIABLE = Pattern.compile("DRIFTLINE_HTTP_PORT=(\\d+)");
    private static final Pattern HEALTH = Pattern.compile("/q/[a-z/]+");
    private static final Pattern KEY = Pattern.compile("driftline(?:\\.[a-z-]+)+");

    @TempDir
    private static Path folder;

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyVariableIsAKeyThatTheServiceReads(Service service) {
        assertThat(variables(service)).isNotEmpty();
        assertThat(keysRead(service)).containsAll(variables(service));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyCopiedPathIsOneThatTheBuildMakes(Service service) {
        Path module = Tree.ROOT.resolve(service.word() + "-service");
        List<String> copied = found(COPY, dockerfile(service));
        assertThat(copied).isNotEmpty();
        assertThat(copied)
                .allSatisfy(path ->
                        assertThat(Files.exists(module.resolve(path))).as(path).isTrue());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void oneServiceHasOnePortEverywhere(Service service) {
        String port = found(EXPOSE, dockerfile(service)).getFirst();
        JsonNode container = container(service);
        assertThat(found(PORT_VARIABLE, dockerfile(service))).containsExactly(port);
        assertThat(COMPOSE.at("/services/" + service.word() + "/ports/0").asText())
                .endsWith(":" + port + ":" + port);
        assertThat(COMPOSE.at("/services/" + service.word() + "/healthcheck/test")
                        .toString())
                .contains("/" + port + " ");
        assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(port);
        assertThat(kubernetes(service).getLast().at("/spec/ports/0/port").asText())
                .isEqualTo(port);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theImageThatKubernetesPullsIsTheOneThatTheDockerfileSaysHowToBuild(Service service) {
        String image = container(service).at("/image").asText();
        assertThat(dockerfile(service)).contains("docker build -t " + image + " " + service.word() + "-service");
        assertThat(Tree.text(Tree.ROOT.resolve("driftline"))).contains("\n  build)\n");
    }

    @Test
    void everyPortAndHealthPathAnswersOnTheRunningService() throws Exception {
        try (World world = World.start(folder.resolve("data"));
                HttpClient http = HttpClient.newHttpClient()) {
            for (Service service : Service.values()) {
                Set<String> paths = healthPaths(service);
                assertThat(paths).hasSizeGreaterThanOrEqualTo(3);
                for (String path : paths) {
                    URI door = URI.create(
                            "http://127.0.0.1:" + world.system.ports().of(service) + path);
                    HttpResponse<String> answer =
                            http.send(HttpRequest.newBuilder(door).build(), HttpResponse.BodyHandlers.ofString());
                    assertThat(answer.statusCode()).as(door.toString()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void noSecretStandsInAFile() {
        for (Service service : Service.values()) {
            for (JsonNode variable : container(service).path("env")) {
                if (variable.path("name").asText().matches(".*(KEY|SECRET|PASSWORD).*")) {
                    assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                            .isNotEmpty();
                }
            }
        }
        assertThat(Tree.text(Tree.ROOT.resolve("k8s/base/line.env"))).doesNotContainPattern("KEY|SECRET|PASSWORD");
        assertThat(COMPOSE.at("/services/registry/environment/DRIFTLINE_STORE_SECRET_KEY")
                        .asText())
                .startsWith("${");
    }

    @Test
    void theGpuOverlayPatchesTheTrainerOfTheBase() {
        assertThat(gpu("kustomization.yaml").at("/resources/0").asText()).isEqualTo("../base");
        assertThat(gpu("kustomization.yaml").at("/patches/0/path").asText()).isEqualTo("trainer.yaml");
        JsonNode base = kubernetes(Service.TRAINER).getFirst();
        for (String place :
                List.of("/apiVersion", "/kind", "/metadata/name", "/spec/template/spec/containers/0/name")) {
            assertThat(gpu("trainer.yaml").at(place)).as(place).isEqualTo(base.at(place));
        }
        Set<String> elsewhere = new TreeSet<>();
        for (JsonNode variable : container(Service.TRAINER).path("env")) {
            if (variable.has("valueFrom")) {
                elsewhere.add(variable.path("name").asText());
            }
        }
        for (JsonNode variable : gpuContainer().path("env")) {
            if (elsewhere.contains(variable.path("name").asText())) {
                assertThat(variable.has("valueFrom")
                                && variable.get("valueFrom").isNull())
                        .as("a merge leaves %s with two sources", variable)
                        .isTrue();
            }
        }
    }

    @Test
    void everyVariableOfTheGpuOverlayIsRead() {
        String program =
                Tree.text(Tree.ROOT.resolve("adapters/src/main/java/dev/driftline/adapters/program/Program.java"));
        Set<String> read = keysRead(Service.TRAINER);
        read.addAll(found(Pattern.compile("PYTORCH_[A-Z_]+"), program));
        read.add("JAVA_TOOL_OPTIONS");
        Map<String, String> variables = values(gpuContainer());
        assertThat(variables).isNotEmpty();
        assertThat(read).containsAll(variables.keySet());
        assertThat(program).contains("case \"" + variables.get("DRIFTLINE_DEVICE") + "\" ->");
    }

    @Test
    void theLibtorchOfTheGpuOverlayIsTheOneThatTheBuildHasABridgeFor() throws IOException {
        Map<String, String> variables = values(gpuContainer());
        JsonNode pod = gpu("trainer.yaml").at("/spec/template/spec");
        assertThat(variables).containsAllEntriesOf(values(pod.at("/initContainers/0")));
        String mount = pod.at("/volumes/0/name").asText();
        for (JsonNode container : List.of(pod.at("/initContainers/0"), gpuContainer())) {
            assertThat(container.at("/volumeMounts/0/name").asText()).isEqualTo(mount);
            assertThat(variables.get("PYTORCH_LIBRARY_PATH"))
                    .startsWith(container.at("/volumeMounts/0/mountPath").asText() + "/");
        }
        Path libraries = Tree.ROOT.resolve("trainer-service/target/quarkus-app/lib/main");
        String bridge = "ai.djl.pytorch.pytorch-jni-" + variables.get("PYTORCH_VERSION") + "-";
        List<Path> jars;
        try (Stream<Path> all = Files.list(libraries)) {
            jars = all.filter(jar -> jar.getFileName().toString().startsWith(bridge))
                    .toList();
        }
        assertThat(jars).hasSize(1);
        try (ZipFile zip = new ZipFile(jars.getFirst().toFile())) {
            assertThat(zip.getEntry("jnilib/linux-x86_64/" + variables.get("PYTORCH_FLAVOR") + "/libdjl_torch.so"))
                    .isNotNull();
        }
    }

    private static JsonNode gpu(String file) {
        return documents(Tree.ROOT.resolve("k8s/gpu").resolve(file)).getFirst();
    }

    private static JsonNode gpuContainer() {
        return gpu("trainer.yaml").at("/spec/template/spec/containers/0");
    }

    /** A container's variables that the file gives a value. */
    private static Map<String, String> values(JsonNode container) {
        Map<String, String> values = new TreeMap<>();
        container
                .path("env")
                .forEach(variable -> values.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return values;
    }

    private static Set<String> healthPaths(Service service) {
        Set<String> all = new TreeSet<>(found(
                HEALTH,
                COMPOSE.at("/services/" + service.word() + "/healthcheck/test").toString()));
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            all.add(container(service).at("/" + probe + "/httpGet/path").asText());
        }
        return all;
    }

    /** Every {@code DRIFTLINE_*} variable that compose, Kubernetes or the image sets for a service. */
    private static Set<String> variables(Service service) {
        Set<String> all = new TreeSet<>(found(Pattern.compile("(DRIFTLINE_[A-Z_]+)="), dockerfile(service)));
        COMPOSE.at("/services/" + service.word() + "/environment").fieldNames().forEachRemaining(all::add);
        container(service)
                .path("env")
                .forEach(variable -> all.add(variable.path("name").asText()));
        return all.stream()
                .filter(name -> name.startsWith("DRIFTLINE_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The service's keys as variables: those of its property file and of its configuration interfaces. */
    private static Set<String> keysRead(Service service) {
        Path sources = Tree.ROOT.resolve(service.word() + "-service").resolve("src/main");
        Set<String> keys = new TreeSet<>(found(KEY, Tree.text(sources.resolve("resources/application.properties"))));
        ConfigurationKeys.below(sources.resolve("java")).forEach(keys::add);
        return keys.stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String dockerfile(Service service) {
        return Tree.text(Tree.ROOT.resolve(service.word() + "-service/Dockerfile"));
    }

    private static JsonNode container(Service service) {
        return kubernetes(service).getFirst().at("/spec/template/spec/containers/0");
    }

    private static List<JsonNode> kubernetes(Service service) {
        return documents(Tree.ROOT.resolve("k8s/base/" + service.word() + ".yaml"));
    }

    private static List<JsonNode> documents(Path file) {
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return all.readAll();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
                .toList();
    }
}

package dev.driftline.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.up.Service;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.TrafficRequest;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.wire.Json;
import dev.driftline.house.Tree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard and the documentation call metrics is held against what the running services export. */
class DashboardTest {
    private static final Pattern SERIES = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(=~|=)\"([^\"]*)\"");
    private static final Pattern USE = Pattern.compile("\\b(driftline_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern TOLD = Pattern.compile("`(driftline_serving\\w+)[`{]");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

    private static final DomainName NAME = new DomainName(ScoringTest.DOMAIN);
    private static final String TEXT = "the rain and the wind";

    @TempDir
    private static Path folder;

    private static World world;
    private static Map<String, List<Map<String, String>>> exported;

    @BeforeAll
    static void walkTheLineOnce() throws IOException, InterruptedException {
        world = World.start(folder.resolve("data"), ScoringTest.VARIABLES);
        world.create(ScoringTest.DOMAIN);
        world.send(ScoringTest.DOMAIN, Records.lines("d", World.WINDOW, 1));
        world.awaitServed(ScoringTest.DOMAIN);
        tellATrueLabel();
        compareWithAnotherVersion();
        exported = exported();
    }

    private static void tellATrueLabel() {
        ServingClient serving = world.at().servingClient();
        Prediction answer = serving.predict(NAME, List.of(Passage.of(TEXT)));
        Map<String, Object> told = Map.of(
                "label", Records.LABELS.getFirst(),
                "domain", NAME.value(),
                "text", TEXT,
                "predicted", answer.results().getFirst().label(),
                "version", answer.version());
        assertThat(serving.feedback(answer.id().toString(), told).isAccepted()).isTrue();
    }

    private static void compareWithAnotherVersion() {
        world.send(ScoringTest.DOMAIN, Records.lines("e", World.WINDOW, 2));
        world.awaitVersions(ScoringTest.DOMAIN, 2);
        world.awaitServed(ScoringTest.DOMAIN);
        int live = requireNonNull(world.state(ScoringTest.DOMAIN).champion()).version();
        int other = live == 1 ? 2 : 1;
        world.at().registryClient().setTraffic(NAME, new TrafficRequest(other, 1, TrafficRule.Mode.COMPARED));
        World.await("a text is compared", () -> {
            world.served(ScoringTest.DOMAIN);
            return compared("agreed") + compared("disagreed") > 0;
        });
    }

    private static double compared(String outcome) {
        return world.at()
                .servingClient()
                .metric("driftline_serving_traffic_compared_total", "outcome=\"" + outcome + "\"");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void everyQueryNamesMetricsAndLabelsThatAreExported() {
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(20);
        for (String query : queries) {
            List<MatchResult> uses = USE.matcher(query).results().toList();
            assertThat(uses).as(query).isNotEmpty();
            Set<String> labels = new HashSet<>();
            for (MatchResult use : uses) {
                List<Map<String, String>> series = exported.getOrDefault(use.group(1), List.of());
                assertThat(series).as(use.group(1)).isNotEmpty();
                series.forEach(one -> labels.addAll(one.keySet()));
                LABEL.matcher(use.group(2) == null ? "" : use.group(2))
                        .results()
                        .forEach(label -> assertThat(series)
                                .as(query)
                                .anyMatch(one -> label.group(2).equals("=")
                                        ? label.group(3).equals(one.get(label.group(1)))
                                        : one.containsKey(label.group(1))));
            }
            BY.matcher(query)
                    .results()
                    .forEach(by ->
                            assertThat(labels).as(query).contains(by.group(1).split(", *")));
        }
    }

    @Test
    void theDocumentationListsEveryMetricOfServingAndNoOther() {
        Set<String> told = TOLD.matcher(Tree.text(Tree.ROOT.resolve("docs/serving.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = exported.keySet().stream()
                .filter(name -> name.startsWith("driftline_serving"))
                .map(name -> SUFFIX.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(there);
    }

    @Test
    void whatALegendNamesIsWhatItsQueryIsSplitBy() {
        List<JsonNode> targets = dashboard().findParents("legendFormat");
        assertThat(targets)
                .anyMatch(
                        one -> LEGEND.matcher(one.path("legendFormat").asText()).find());
        targets.forEach(target -> {
            String query = target.path("expr").asText();
            LEGEND.matcher(target.path("legendFormat").asText())
                    .results()
                    .forEach(label -> assertThat(query)
                            .contains("by (")
                            .containsPattern("by \\([^)]*\\b" + label.group(1) + "\\b"));
        });
    }

    private static List<String> queries() {
        JsonNode dashboard = dashboard();
        List<String> all = new ArrayList<>();
        dashboard.findValues("expr").forEach(query -> all.add(query.asText()));
        dashboard.at("/templating/list").forEach(variable -> {
            String query = variable.at("/query/query").asText();
            if (!query.isEmpty()) {
                all.add(query);
            }
        });
        return all;
    }

    private static JsonNode dashboard() {
        return Json.tree(
                "dashboard",
                Tree.text(Tree.ROOT.resolve("k8s/grafana/driftline.json")).getBytes(StandardCharsets.UTF_8));
    }

    /** Labels of every series of every metric of all services. */
    private static Map<String, List<Map<String, String>>> exported() throws IOException, InterruptedException {
        Map<String, List<Map<String, String>>> all = new HashMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Service service : Service.values()) {
                URI metrics =
                        URI.create("http://127.0.0.1:" + world.system.ports().of(service) + "/q/metrics");
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
                SERIES.matcher(answer.body()).results().forEach(series -> {
                    Map<String, String> labels = new HashMap<>();
                    LABEL.matcher(series.group(2) == null ? "" : series.group(2))
                            .results()
                            .forEach(label -> labels.put(label.group(1), label.group(3)));
                    all.computeIfAbsent(series.group(1), _ -> new ArrayList<>()).add(labels);
                });
            }
        }
        return all;
    }
}

package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.driftline.adapters.program.TinyLine.Values;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers that others made of a tiny encoder: {@code benchmarks/reference/bilevel.py}, which has BiDoRA and EDoRA from their papers in
 * plain torch with weights materialised and everything left to autograd, or {@code benchmarks/fixtures/peft_steps.py}, where they come
 * from PEFT. Their six matrices a layer become the program's four sites.
 */
final class Reference {
    private static final List<List<String>> SITES =
            List.of(List.of("query", "key", "value"), List.of("out"), List.of("up"), List.of("down"));

    private final JsonNode root;

    private Reference(JsonNode root) {
        this.root = root;
    }

    static Reference read(String fixture) {
        try (InputStream in = Reference.class.getResourceAsStream("/fixtures/" + fixture)) {
            return new Reference(new JsonMapper().readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double number(String... path) {
        return at(path).asDouble();
    }

    double[] numbers(String... path) {
        return at(path).valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    List<Values> base(String... path) {
        JsonNode base = at(path);
        List<Values> all = new ArrayList<>();
        List.of("word", "place", "gain", "bias").forEach(name -> all.add(values(base, List.of(name))));
        for (int layer = 0; layer < TinyLine.GEOMETRY.layers(); layer++) {
            for (List<String> site : SITES) {
                all.add(values(base, names(layer, site, "weight")));
                all.add(values(base, names(layer, site, "bias")));
            }
            for (String norm : List.of("first", "second")) {
                all.add(values(base, List.of(layer + "." + norm + ".gain")));
                all.add(values(base, List.of(layer + "." + norm + ".bias")));
            }
        }
        return all;
    }

    /** Per site the named parts, B and R with the fused matrices in front; then the head, where there is one. */
    List<Values> sites(List<String> parts, String... path) {
        JsonNode from = at(path);
        List<Values> all = new ArrayList<>();
        for (int layer = 0; layer < TinyLine.GEOMETRY.layers(); layer++) {
            for (List<String> site : SITES) {
                for (String part : parts) {
                    Values joined = values(from, names(layer, site, part));
                    all.add(part.equals("B") || part.equals("R") ? stacked(joined, site.size()) : joined);
                }
            }
        }
        if (from.has("head.weight")) {
            all.add(values(from, List.of("head.weight")));
            all.add(values(from, List.of("head.bias")));
        }
        return all;
    }

    private static List<String> names(int layer, List<String> site, String part) {
        return site.stream().map(name -> layer + "." + name + "." + part).toList();
    }

    /** (g p, q) to (g, p, q). */
    private static Values stacked(Values joined, int matrices) {
        return new Values(joined.numbers(), matrices, joined.shape()[0] / matrices, joined.shape()[1]);
    }

    private static Values values(JsonNode from, List<String> names) {
        double[] numbers = names.stream()
                .flatMapToDouble(
                        name -> from.get(name).get("numbers").valueStream().mapToDouble(JsonNode::asDouble))
                .toArray();
        long[] shape = from.get(names.getFirst())
                .get("shape")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .toArray();
        shape[0] *= names.size();
        return new Values(numbers, shape);
    }

    private JsonNode at(String... path) {
        JsonNode node = root;
        for (String step : path) {
            node = Objects.requireNonNull(node.get(step), () -> "no " + step + " in " + Arrays.toString(path));
        }
        return node;
    }

    /** Two ways to the same float64 numbers differ by rounding alone. */
    static void same(List<Tensor> actual, List<Values> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        List<String> wrong = new ArrayList<>();
        for (int tensor = 0; tensor < actual.size(); tensor++) {
            double[] numbers = actual.get(tensor).doubles();
            double[] wanted = expected.get(tensor).numbers();
            assertThat(numbers).hasSameSizeAs(wanted);
            for (int i = 0; i < numbers.length; i++) {
                if (Math.abs(numbers[i] - wanted[i]) > 1e-8 + 1e-7 * Math.abs(wanted[i])) {
                    wrong.add("tensor " + tensor + " place " + i + ": " + numbers[i] + " is not " + wanted[i]);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}

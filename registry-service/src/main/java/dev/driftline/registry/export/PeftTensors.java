package dev.driftline.registry.export;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Entry;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version's numbers under PEFT's names: A (rank, in), B (out, rank), m (out) of each matrix, and the head.
 *
 * @param tensors in the stored order
 * @param labels by their rows in the head
 * @param trained rows that have seen an example, ascending
 * @param base digest of the weights that they belong to
 */
record PeftTensors(List<Floats> tensors, List<String> labels, List<Integer> trained, Digest base) {
    static final String PREFIX = "base_model.model.";
    static final String HEAD = "classifier";

    private static final String REDUCE = ".lora_A.weight";
    private static final String EXPAND = ".lora_B.weight";
    private static final String TURN = ".lora_R.weight";

    /** What the stored header says, as far as an export wants it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Header(
            AdapterMethod method,
            int rank,
            double alpha,
            Digest base,
            List<String> labels,
            List<Integer> trainedLabels) {
        /** Serving goes by the header and the config by the manifest: both must say the same. */
        void requireSameAs(Manifest manifest) {
            MethodSettings settings = manifest.settings();
            unless(
                    method == settings.method()
                            && rank == settings.rank()
                            && alpha == settings.plainAlpha()
                            && base.equals(manifest.base()),
                    "adapter",
                    "its method, rank, alpha or base is not the manifest's");
        }
    }

    PeftTensors {
        tensors = List.copyOf(tensors);
        labels = List.copyOf(labels);
        trained = List.copyOf(trained);
        int rows = labels.size();
        unless(trained.stream().allMatch(row -> row >= 0 && row < rows), "trainedLabels", "must be rows of the head");
    }

    /**
     * Takes LoRA's and DoRA's tensors as they are. EDoRA's R (rank, rank) becomes A and B R with the factors' A and B, so that
     * W + s (B R) A is the same matrix.
     *
     * @param factors EDoRA's factor file; null for other methods
     * @throws InvalidValue when a file is malformed or does not fit the other or the manifest
     */
    static PeftTensors of(Manifest manifest, byte[] adapter, byte @Nullable [] factors) {
        Safetensors stored = Safetensors.read(adapter);
        Header header = Json.read(stored.word("driftline").getBytes(StandardCharsets.UTF_8), Header.class);
        header.requireSameAs(manifest);
        Safetensors frozen = factors == null ? null : Safetensors.read(factors);
        List<Floats> tensors = new ArrayList<>();
        for (Entry entry : stored.entries()) {
            if (!(entry instanceof Floats floats)) {
                throw new InvalidValue(entry.name(), entry.name() + ": is not float32");
            }
            if (floats.name().endsWith(TURN)) {
                tensors.addAll(
                        turned(floats, frozen, manifest.settings().ranking().most()));
            } else {
                tensors.add(floats);
            }
        }
        stored.floats(PREFIX + HEAD + ".bias", header.labels().size());
        return new PeftTensors(tensors, header.labels(), header.trainedLabels(), header.base());
    }

    private static List<Floats> turned(Floats r, @Nullable Safetensors frozen, int most) {
        if (frozen == null) {
            throw new InvalidValue("factors", "factors: edora needs them, and none are named");
        }
        unless(r.shape().length == 2, r.name(), "must have two dimensions");
        String module = r.name().substring(0, r.name().length() - TURN.length());
        Floats a = named(frozen, module + REDUCE);
        Floats b = named(frozen, module + EXPAND);
        int rank = (int) r.shape()[0];
        boolean fits =
                rank >= 1 && r.shape()[1] == rank && a.shape()[0] == most && b.shape()[1] == most && most >= rank;
        unless(fits, r.name(), "does not fit between its factors");
        int in = (int) a.shape()[1];
        return List.of(
                new Floats(a.name(), Arrays.copyOf(a.numbers(), rank * in), rank, in),
                new Floats(b.name(), times(b.numbers(), (int) b.shape()[1], r.numbers(), rank), b.shape()[0], rank));
    }

    private static Floats named(Safetensors frozen, String name) {
        return frozen.entries().stream()
                .filter(entry -> entry.name().equals(name) && entry.shape().length == 2)
                .filter(Floats.class::isInstance)
                .map(Floats.class::cast)
                .findFirst()
                .orElseThrow(() -> new InvalidValue(name, name + ": is not among the factors"));
    }

    /** B R (out, rank) of b (out, pitch), whose leading columns count, and r (rank, rank); summed in double, rounded once. */
    static float[] times(float[] b, int pitch, float[] r, int rank) {
        float[] product = new float[b.length / pitch * rank];
        for (int at = 0; at < product.length; at++) {
            int row = at / rank * pitch;
            int column = at % rank;
            double sum = 0;
            for (int k = 0; k < rank; k++) {
                sum += (double) b[row + k] * r[k * rank + column];
            }
            product[at] = (float) sum;
        }
        return product;
    }

    /** The ranks of the matrices that carry an adapter, by their paths in the base. */
    Map<String, Integer> modules() {
        Map<String, Integer> modules = new LinkedHashMap<>();
        for (Floats tensor : tensors) {
            String name = tensor.name();
            if (name.startsWith(PREFIX) && name.endsWith(REDUCE)) {
                modules.put(name.substring(PREFIX.length(), name.length() - REDUCE.length()), (int) tensor.shape()[0]);
            }
        }
        return modules;
    }

    /** {@code adapter_model.safetensors}. */
    byte[] file() {
        return Safetensors.write(Map.of("format", "pt"), tensors);
    }

    /** {@code labels.json}: labels by their rows, which of the rows were trained, and on which base, so that it can be told again. */
    byte[] labelsFile() {
        return Json.bytes(new LabelsFile(labels, trained, base));
    }

    /** A record, since a map of the library's would be written in another order by each process. */
    private record LabelsFile(List<String> labels, List<Integer> trained, Digest base) {}
}

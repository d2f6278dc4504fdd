package dev.driftline.adapters.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Layout;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Turns what PEFT saved into an adapter of a domain, or says why it would answer otherwise here. */
public final class PeftImport {
    private static final String FILE = "adapter_model.safetensors";
    private static final String PREFIX = "base_model.model.";
    private static final String REDUCE = ".lora_A.weight";
    private static final int NAMES_SHOWN = 3;

    private final Geometry geometry;
    private final Digest base;

    /**
     * For adapters of one base.
     *
     * @param base digest of its weights
     */
    public PeftImport(Geometry geometry, Digest base) {
        this.geometry = geometry;
        this.base = base;
    }

    /** Digest of the weights that it imports for. */
    public Digest base() {
        return base;
    }

    /**
     * Reads an adapter for a domain: A (rank, in), B (out, rank) and, of DoRA, m (out) of each matrix, under PEFT's names and in its row
     * convention; the head's weight (labels, width) and bias (labels) come in the domain's order of labels.
     *
     * @param settings of the domain: the file must hold what they say, in method, matrices, ranks and scale
     * @param labels of the domain, in its order
     * @throws InvalidValue that names the field, what is wrong with it, and what to do
     */
    public Imported read(MethodSettings settings, List<String> labels, PeftFolder folder) {
        refuseMethod(settings.method());
        int[] rows = folder.labels().rowsOf(labels);
        unless(
                settings.ranking().most() <= Math.min(geometry.width(), geometry.inner()),
                "rank",
                "is more than the base is wide");
        Layout layout = Layout.of(geometry, settings.method(), settings.ranking(), labels.size());
        AdapterConfig config = new AdapterConfig(folder.config());
        config.require(settings, ranks(layout), geometry.layers());
        Safetensors file = Safetensors.read(folder.model());
        refuseOtherNames(file.names(), layout.names(""));
        List<float[]> tensors = new ArrayList<>(layout.join("", file));
        refuseOtherThanNumbers(layout, tensors);
        int head = tensors.size() - 2;
        tensors.set(head, moved(tensors.get(head), rows));
        tensors.set(head + 1, moved(tensors.get(head + 1), rows));
        AdapterHeader header = new AdapterHeader(
                settings.method(),
                settings.rank(),
                settings.ranks(),
                settings.plainAlpha(),
                base,
                null,
                labels,
                IntStream.range(0, rows.length)
                        .filter(row -> folder.labels().trained().contains(rows[row]))
                        .boxed()
                        .toList());
        Origin origin = new Origin(Digest.of(folder.model()), config.dora() ? "dora" : "lora", config.base());
        return new Imported(geometry, new AdapterFile.Content(header, tensors), origin);
    }

    private static void refuseMethod(AdapterMethod method) {
        switch (method) {
            case LORA, DORA, BIDORA -> {}
            case HEAD ->
                throw new InvalidValue(
                        "method", "method: the domain trains the head alone; import into one of method lora or dora");
            case EDORA ->
                throw new InvalidValue(
                        "method",
                        "method: the domain's is edora, whose R cannot be told from PEFT's B; an exported EDoRA version returns as"
                                + " DoRA: create a domain of method dora with the same rank and alpha and import into it");
        }
    }

    /** The rank of each matrix that carries an adapter in the domain. */
    private static Map<String, Integer> ranks(Layout layout) {
        Map<String, Integer> ranks = new TreeMap<>();
        for (Layout.Trained tensor : layout.tensors()) {
            for (Layout.Part part : tensor.parts()) {
                if (part.name().endsWith(REDUCE)) {
                    String module =
                            part.name().substring(PREFIX.length(), part.name().length() - REDUCE.length());
                    ranks.put(module, (int) part.shape()[0]);
                }
            }
        }
        return ranks;
    }

    private static void refuseOtherNames(Set<String> there, Set<String> wanted) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        Set<String> surplus = new TreeSet<>(there);
        surplus.removeAll(wanted);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw new InvalidValue(
                    FILE,
                    FILE + ": must hold the tensors of a bare encoder with a head named classifier beside it; missing: "
                            + few(missing) + "; not known: " + few(surplus)
                            + "; train on such a model, as benchmarks/peft/train.py does");
        }
    }

    private static String few(Set<String> names) {
        List<String> shown = names.stream().limit(NAMES_SHOWN).toList();
        return names.isEmpty()
                ? "none"
                : String.join(", ", shown)
                        + (names.size() > shown.size() ? " and " + (names.size() - shown.size()) + " more" : "");
    }

    private static void refuseOtherThanNumbers(Layout layout, List<float[]> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            for (float number : tensors.get(i)) {
                if (!Float.isFinite(number)) {
                    String name = layout.tensors().get(i).parts().getFirst().name();
                    throw new InvalidValue(
                            name, name + ": it or one beside it holds a number that is not finite; train again");
                }
            }
        }
    }

    /** The rows of a part of the head in the domain's order. */
    private static float[] moved(float[] numbers, int[] rows) {
        int width = numbers.length / rows.length;
        float[] moved = new float[numbers.length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(numbers, rows[row] * width, moved, row * width, width);
        }
        return moved;
    }
}

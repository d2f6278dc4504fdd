package dev.driftline.adapters.file;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Entry;
import dev.driftline.contracts.adapter.Safetensors.Longs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A trainer state's bytes: raw weights, their average, both moments, counts, and what else the trainer wants to find again. */
public final class StateFile {
    /**
     * Lists of float32 numbers in the order and shapes of {@link AdapterFile.Content}.
     *
     * @param raw weights that training goes on from
     * @param average of the raw weights of all updates, which is published
     * @param first moments of AdamW (Loshchilov, Hutter, arXiv 1711.05101, algorithm 2): the decayed mean of gradients
     * @param second moments: the decayed mean of their squares
     */
    public record Content(
            AdapterHeader header,
            List<float[]> raw,
            List<float[]> average,
            List<float[]> first,
            List<float[]> second,
            Progress progress) {}

    private static final String EXTRA = "extra.";

    private StateFile() {}

    /** What the trainer added, by its own names. Throws {@link dev.driftline.contracts.wire.InvalidValue} when malformed. */
    public static Map<String, long[]> extras(byte[] state) {
        Safetensors file = Safetensors.read(state);
        Map<String, long[]> extras = new TreeMap<>();
        for (String name : file.names()) {
            if (name.startsWith(EXTRA)) {
                extras.put(name.substring(EXTRA.length()), file.longs(name));
            }
        }
        return extras;
    }

    /**
     * The file of a state.
     *
     * @param extras by names of the trainer's own
     * @throws dev.driftline.contracts.wire.InvalidValue when its rank is more than the base is wide
     */
    public static byte[] write(Geometry geometry, Content content, Map<String, long[]> extras) {
        Layout layout = AdapterFile.layout(geometry, content.header());
        List<Entry> entries = new ArrayList<>();
        entries.addAll(layout.split("raw.", content.raw()));
        entries.addAll(layout.split("average.", content.average()));
        entries.addAll(layout.split("first.", content.first()));
        entries.addAll(layout.split("second.", content.second()));
        entries.add(new Longs("steps.adapter", content.progress().steps()));
        entries.add(new Longs("steps.upper", content.progress().upperSteps()));
        entries.add(new Longs("steps.head", content.progress().headSteps()));
        entries.add(new Longs("folds.adapter", content.progress().folds()));
        entries.add(new Longs("folds.head", content.progress().headFolds()));
        new TreeMap<>(extras).forEach((name, numbers) -> entries.add(new Longs(EXTRA + name, numbers)));
        return Safetensors.write(AdapterFile.metadata(content.header()), entries);
    }

    /**
     * Reads {@link #write}'s form, without the extras.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue when it is malformed, or tensors are missing, surplus, of another shape or not
     *     finite, or counts do not fit the labels
     */
    public static Content read(Geometry geometry, byte[] state) {
        Safetensors file = Safetensors.read(state);
        AdapterHeader header = AdapterFile.header(file);
        Layout layout = AdapterFile.layout(geometry, header);
        refuseSurplus(file, layout);
        Progress progress = new Progress(
                one(file, "steps.adapter"),
                one(file, "steps.upper"),
                file.longs("steps.head"),
                one(file, "folds.adapter"),
                file.longs("folds.head"));
        unless(progress.headSteps().length == header.labels().size(), "steps.head", "must count every label");
        unless(progress.trained().equals(header.trainedLabels()), "trainedLabels", "must be the rows that took steps");
        return new Content(
                header,
                finite(layout.join("raw.", file)),
                finite(layout.join("average.", file)),
                finite(layout.join("first.", file)),
                finite(layout.join("second.", file)),
                progress);
    }

    private static void refuseSurplus(Safetensors file, Layout layout) {
        Set<String> surplus = new HashSet<>(file.names());
        List.of("raw.", "average.", "first.", "second.").forEach(prefix -> surplus.removeAll(layout.names(prefix)));
        surplus.removeAll(Set.of("steps.adapter", "steps.upper", "steps.head", "folds.adapter", "folds.head"));
        surplus.removeIf(name -> name.startsWith(EXTRA));
        unless(surplus.isEmpty(), "state", "holds tensors that are not of its method: " + surplus);
    }

    private static List<float[]> finite(List<float[]> tensors) {
        unless(tensors.stream().allMatch(AdapterFile::isFinite), "state", "holds numbers that are not finite");
        return tensors;
    }

    private static long one(Safetensors file, String name) {
        long[] numbers = file.longs(name);
        unless(numbers.length == 1, name, "must be one number");
        return numbers[0];
    }
}

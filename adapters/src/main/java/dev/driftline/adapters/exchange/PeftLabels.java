package dev.driftline.adapters.exchange;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which label each row of an imported head stands for. Throws {@link InvalidValue} when two rows have one label or no row is trained.
 *
 * @param labels by their rows
 * @param trained rows that have seen an example
 * @param base digest of the weights that it was trained on; null where nobody says
 */
public record PeftLabels(
        List<String> labels,
        List<Integer> trained,
        @Nullable Digest base) {
    private static final String WHAT = "labels";

    /** A file of ours; {@code trained} and {@code base} may be left out by others. */
    private record LabelsFile(
            List<String> labels,
            @Nullable List<Integer> trained,
            @Nullable Digest base) {}

    public PeftLabels {
        labels = List.copyOf(labels);
        unless(
                new HashSet<>(labels).size() == labels.size(),
                WHAT,
                "name the same label in two rows: each row has its own");
        int rows = labels.size();
        trained = trained.stream().distinct().sorted().toList();
        unless(
                !trained.isEmpty() && trained.getFirst() >= 0 && trained.getLast() < rows,
                "trained",
                "must name one row or more of the " + rows + " that labels has, counted from 0");
    }

    /**
     * A {@code labels.json} as exports have it.
     *
     * @throws InvalidValue when it is malformed
     */
    public static PeftLabels ofJson(byte[] json) {
        LabelsFile file = Json.read(json, LabelsFile.class);
        List<Integer> trained = file.trained();
        return new PeftLabels(file.labels(), trained == null ? all(file.labels()) : trained, file.base());
    }

    /**
     * One label a line, in the order of the head's rows; all are trained.
     *
     * @throws InvalidValue when it is no UTF-8, empty, or has an empty line
     */
    public static PeftLabels ofLines(byte[] text) {
        try {
            List<String> lines = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString()
                    .lines()
                    .toList();
            unless(
                    !lines.isEmpty() && lines.stream().noneMatch(String::isBlank),
                    WHAT,
                    "must be one on each line, and no line empty");
            return new PeftLabels(lines, all(lines), null);
        } catch (CharacterCodingException e) {
            throw new InvalidValue(WHAT, WHAT + ": are not UTF-8; save the file as UTF-8");
        }
    }

    /** What {@link #ofJson} reads. */
    public byte[] json() {
        return Json.bytes(new LabelsFile(labels, trained, base));
    }

    private static List<Integer> all(List<String> labels) {
        return IntStream.range(0, labels.size()).boxed().toList();
    }

    /** For each label of a domain its row here; throws {@link InvalidValue} unless both name the same labels. */
    int[] rowsOf(List<String> domain) {
        List<String> missing =
                domain.stream().filter(label -> !labels.contains(label)).toList();
        List<String> surplus =
                labels.stream().filter(label -> !domain.contains(label)).toList();
        unless(
                missing.isEmpty() && surplus.isEmpty(),
                WHAT,
                "must be the domain's, in any order: the domain also has " + few(missing) + ", the adapter also has "
                        + few(surplus) + "; name a domain with the adapter's labels");
        return domain.stream().mapToInt(labels::indexOf).toArray();
    }

    private static String few(List<String> labels) {
        int shown = Math.min(labels.size(), 5);
        return labels.isEmpty()
                ? "none"
                : "'" + String.join("', '", labels.subList(0, shown)) + "'"
                        + (shown < labels.size() ? " and " + (labels.size() - shown) + " more" : "");
    }
}

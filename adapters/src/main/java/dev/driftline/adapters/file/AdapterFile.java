package dev.driftline.adapters.file;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An adapter's bytes: just what was trained, in PEFT's own names and shapes for LoRA and DoRA, and a header in the metadata. The same
 * numbers make the same bytes.
 */
public final class AdapterFile {
    /**
     * An adapter on the heap.
     *
     * @param tensors float32 numbers of each of {@link Layout}'s tensors, row by row: the adapter site by site, then the head's weight
     *     (labels, width) and bias (labels)
     */
    public record Content(AdapterHeader header, List<float[]> tensors) {}

    private static final String HEADER = "driftline";

    private AdapterFile() {}

    /** Throws {@link dev.driftline.contracts.wire.InvalidValue} when the bytes are malformed. */
    public static AdapterHeader header(byte[] adapter) {
        return header(Safetensors.read(adapter));
    }

    static AdapterHeader header(Safetensors file) {
        return Json.read(file.word(HEADER).getBytes(StandardCharsets.UTF_8), AdapterHeader.class);
    }

    static Map<String, String> metadata(Object header) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("format", "pt");
        words.put(HEADER, Json.text(header));
        return words;
    }

    /**
     * The file of an adapter, named and shaped as {@link Layout} says.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue when its rank is more than the base is wide
     */
    public static byte[] write(Geometry geometry, Content content) {
        return Safetensors.write(
                metadata(content.header()), layout(geometry, content.header()).split("", content.tensors()));
    }

    /**
     * Reads {@link #write}'s form.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue when it is malformed, or tensors are missing, surplus, of another shape or not finite
     */
    public static Content read(Geometry geometry, byte[] adapter) {
        Safetensors file = Safetensors.read(adapter);
        AdapterHeader header = header(file);
        Layout layout = layout(geometry, header);
        unless(file.names().equals(layout.names("")), "adapter", "does not hold exactly the tensors of its method");
        List<float[]> tensors = layout.join("", file);
        unless(tensors.stream().allMatch(AdapterFile::isFinite), "adapter", "holds numbers that are not finite");
        return new Content(header, tensors);
    }

    static Layout layout(Geometry geometry, AdapterHeader header) {
        Ranks ranks = header.ranking();
        unless(ranks.most() <= Math.min(geometry.width(), geometry.inner()), "rank", "is more than the base is wide");
        return Layout.of(geometry, header.method(), ranks, header.labels().size());
    }

    static boolean isFinite(float[] numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}

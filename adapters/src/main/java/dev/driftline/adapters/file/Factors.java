package dev.driftline.adapters.file;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * EDoRA's frozen factors on the heap, and their bytes: named and shaped as a LoRA adapter's A (rank, in) and B (out, rank), in float32.
 *
 * @param base digest of the weights that were taken apart
 * @param start where they were taken from
 * @param tensors A (fused · rank, in) and B (fused, rows, rank) of each site, in the program's order
 */
public record Factors(Digest base, FactorStart start, int rank, List<float[]> tensors) {
    record Header(Digest base, FactorStart start, int rank) {}

    /** Safetensors; the same numbers make the same bytes. */
    public byte[] write(Geometry geometry) {
        Layout layout = Layout.adapter(geometry, AdapterMethod.LORA, Ranks.all(rank));
        return Safetensors.write(AdapterFile.metadata(new Header(base, start, rank)), layout.split("", tensors));
    }

    /** Throws {@link dev.driftline.contracts.wire.InvalidValue} unless the file's factors are of the kind that a learner asks for. */
    public static void check(FactorStart wanted, byte[] file) {
        FactorStart start = header(Safetensors.read(file)).start();
        unless(start == wanted, "factors", "are " + start.word() + ", the settings say " + wanted.word());
    }

    private static Header header(Safetensors content) {
        return Json.read(content.word("driftline").getBytes(StandardCharsets.UTF_8), Header.class);
    }

    /** Reads {@link #write}'s form; throws {@link dev.driftline.contracts.wire.InvalidValue} unless base and rank are the ones asked for. */
    public static Factors read(Geometry geometry, Digest base, int rank, byte[] file) {
        Safetensors content = Safetensors.read(file);
        Header header = header(content);
        unless(header.base().equals(base), "factors", "are of another base");
        unless(header.rank() == rank, "factors", "are of rank " + header.rank() + ", not " + rank);
        Layout layout = Layout.adapter(geometry, AdapterMethod.LORA, Ranks.all(rank));
        unless(content.names().equals(layout.names("")), "factors", "do not hold exactly A and B of every matrix");
        List<float[]> tensors = layout.join("", content);
        unless(tensors.stream().allMatch(AdapterFile::isFinite), "factors", "hold numbers that are not finite");
        return new Factors(base, header.start(), rank, tensors);
    }
}

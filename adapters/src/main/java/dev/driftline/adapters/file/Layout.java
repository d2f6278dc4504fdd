package dev.driftline.adapters.file;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trained tensors of a method, in the program's order, and the names and shapes by which files hold them: PEFT's own. Query, key
 * and value lie in one tensor of the program and in three of a file.
 */
public final class Layout {
    /** One tensor of a file. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Part(String name, long... shape) {
        int size() {
            return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        }
    }

    /** One tensor of the program: its parts' numbers, one after the other. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Trained(List<Part> parts, long... shape) {
        public int size() {
            return parts.stream().mapToInt(Part::size).sum();
        }
    }

    private static final String PREFIX = "base_model.model.";

    private final List<Trained> tensors;

    private Layout(List<Trained> tensors) {
        this.tensors = List.copyOf(tensors);
    }

    /** Adapter and head. */
    public static Layout of(Geometry geometry, AdapterMethod method, int rank, int labels) {
        List<Trained> all = new ArrayList<>(adapter(geometry, method, rank).tensors);
        int width = geometry.width();
        all.add(new Trained(List.of(new Part(PREFIX + "classifier.weight", labels, width)), labels, width));
        all.add(new Trained(List.of(new Part(PREFIX + "classifier.bias", labels)), labels));
        return new Layout(all);
    }

    /** The adapter without the head. */
    public static Layout adapter(Geometry geometry, AdapterMethod method, int rank) {
        List<Trained> all = new ArrayList<>();
        for (Site site : geometry.sites()) {
            switch (method) {
                case HEAD -> {}
                case LORA -> all.addAll(List.of(reduce(site, rank), expand(site, rank)));
                case DORA, BIDORA -> all.addAll(List.of(reduce(site, rank), expand(site, rank), magnitude(site)));
                case EDORA -> all.addAll(List.of(turn(site, rank), magnitude(site)));
            }
        }
        return new Layout(all);
    }

    private static Trained reduce(Site site, int rank) {
        return new Trained(parts(site, ".lora_A.weight", rank, site.in()), (long) rank * site.fused(), site.in());
    }

    private static Trained expand(Site site, int rank) {
        return new Trained(parts(site, ".lora_B.weight", site.rows(), rank), site.fused(), site.rows(), rank);
    }

    private static Trained turn(Site site, int rank) {
        return new Trained(parts(site, ".lora_R.weight", rank, rank), site.fused(), rank, rank);
    }

    private static Trained magnitude(Site site) {
        return new Trained(parts(site, ".lora_magnitude_vector", site.rows()), site.out());
    }

    private static List<Part> parts(Site site, String suffix, long... shape) {
        return site.modules().stream()
                .map(module -> new Part(PREFIX + module + suffix, shape))
                .toList();
    }

    /** In the program's order. */
    public List<Trained> tensors() {
        return tensors;
    }

    /** Names of all parts. */
    public Set<String> names(String prefix) {
        return tensors.stream()
                .flatMap(tensor -> tensor.parts().stream())
                .map(part -> prefix + part.name())
                .collect(Collectors.toSet());
    }

    /** The program's tensors cut into a file's. */
    List<Floats> split(String prefix, List<float[]> numbers) {
        List<Floats> entries = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            int at = 0;
            for (Part part : tensors.get(i).parts()) {
                float[] own = Arrays.copyOfRange(numbers.get(i), at, at + part.size());
                entries.add(new Floats(prefix + part.name(), own, part.shape()));
                at += part.size();
            }
        }
        return entries;
    }

    /** A file's tensors, shapes checked, joined into the program's. */
    public List<float[]> join(String prefix, Safetensors file) {
        List<float[]> numbers = new ArrayList<>();
        for (Trained tensor : tensors) {
            float[] all = new float[tensor.size()];
            int at = 0;
            for (Part part : tensor.parts()) {
                float[] own = file.floats(prefix + part.name(), part.shape());
                System.arraycopy(own, 0, all, at, own.length);
                at += own.length;
            }
            numbers.add(all);
        }
        return numbers;
    }
}

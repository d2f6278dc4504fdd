package dev.driftline.adapters.file;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trained tensors of a method, in the program's order, and the names and shapes by which files hold them: PEFT's own. Query, key
 * and value lie in one tensor of the program and in three of a file; a matrix of less rank than its neighbours there is filled up with
 * zeros, which no file holds. Of a matrix (out, in) a file has {@code lora_A.weight} (rank, in), {@code lora_B.weight} (out, rank),
 * {@code lora_magnitude_vector} (out), and in place of A and B of EDoRA {@code lora_R.weight} (rank, rank); of the head
 * {@code classifier.weight} (labels, width) and {@code classifier.bias} (labels); all float32.
 */
public final class Layout {
    /**
     * One tensor of a file.
     *
     * @param at number of the program's tensor at which it begins
     * @param pitch numbers from one of its rows to the next there
     * @param shape in the file
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Part(String name, int at, int pitch, long... shape) {
        int size() {
            return product(shape);
        }

        private int columns() {
            return Math.toIntExact(shape[shape.length - 1]);
        }

        private void copy(float[] from, int fromAt, int fromPitch, float[] to, int toAt, int toPitch) {
            int columns = columns();
            for (int row = 0; row < size() / columns; row++) {
                System.arraycopy(from, fromAt + row * fromPitch, to, toAt + row * toPitch, columns);
            }
        }
    }

    /**
     * One tensor of the program: A (fused · rank, in), B (fused, rows, rank), R (fused, rank, rank), m (out), rank the largest at the site; or a
     * part of the head.
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Trained(List<Part> parts, long... shape) {
        /** Of the program's tensor, zeros that fill up included. */
        public int size() {
            return product(shape);
        }

        /** Numbers that are trained. */
        public int own() {
            return parts.stream().mapToInt(Part::size).sum();
        }

        /** The program's tensor of its parts' numbers, one after the other. */
        public float[] joined(float[] numbers) {
            float[] all = new float[size()];
            int from = 0;
            for (Part part : parts) {
                part.copy(numbers, from, part.columns(), all, part.at(), part.pitch());
                from += part.size();
            }
            return all;
        }

        private float[] part(Part part, float[] all) {
            float[] own = new float[part.size()];
            part.copy(all, part.at(), part.pitch(), own, 0, part.columns());
            return own;
        }
    }

    private static final String PREFIX = "base_model.model.";

    private final List<Trained> tensors;

    private Layout(List<Trained> tensors) {
        this.tensors = List.copyOf(tensors);
    }

    /** Adapter and head: weight (labels, width) and bias (labels). */
    public static Layout of(Geometry geometry, AdapterMethod method, Ranks ranks, int labels) {
        List<Trained> all = new ArrayList<>(adapter(geometry, method, ranks).tensors);
        int width = geometry.width();
        all.add(whole(PREFIX + "classifier.weight", labels, width));
        all.add(whole(PREFIX + "classifier.bias", labels));
        return new Layout(all);
    }

    /** The adapter without the head. */
    public static Layout adapter(Geometry geometry, AdapterMethod method, Ranks ranks) {
        List<Trained> all = new ArrayList<>();
        for (Site site : geometry.sites()) {
            Shapes shapes = new Shapes(site, ranks);
            switch (method) {
                case HEAD -> {}
                case LORA -> all.addAll(List.of(shapes.reduce(), shapes.expand()));
                case DORA, BIDORA -> all.addAll(List.of(shapes.reduce(), shapes.expand(), shapes.magnitude()));
                case EDORA -> all.addAll(List.of(shapes.turn(), shapes.magnitude()));
            }
        }
        return new Layout(all);
    }

    /** What one site holds: A (fused · most, in), B (fused, rows, most), R (fused, most, most), m (out), most the largest rank there. */
    private record Shapes(Site site, Ranks ranks) {
        private Trained reduce() {
            int most = site.most(ranks);
            List<Part> parts = parts(
                    ".lora_A.weight",
                    (place, rank, name) -> new Part(name, place * most * site.in(), site.in(), rank, site.in()));
            return new Trained(parts, (long) site.fused() * most, site.in());
        }

        private Trained expand() {
            int most = site.most(ranks);
            List<Part> parts = parts(
                    ".lora_B.weight",
                    (place, rank, name) -> new Part(name, place * site.rows() * most, most, site.rows(), rank));
            return new Trained(parts, site.fused(), site.rows(), most);
        }

        private Trained turn() {
            int most = site.most(ranks);
            List<Part> parts = parts(
                    ".lora_R.weight", (place, rank, name) -> new Part(name, place * most * most, most, rank, rank));
            return new Trained(parts, site.fused(), most, most);
        }

        private Trained magnitude() {
            List<Part> parts = parts(
                    ".lora_magnitude_vector",
                    (place, rank, name) -> new Part(name, place * site.rows(), site.rows(), site.rows()));
            return new Trained(parts, parts.isEmpty() ? 0 : site.out());
        }

        private List<Part> parts(String suffix, Placed placed) {
            int[] own = site.ranks(ranks);
            List<Part> parts = new ArrayList<>();
            for (int place = 0; place < own.length; place++) {
                if (own[place] > 0) {
                    parts.add(placed.part(
                            place, own[place], PREFIX + site.modules().get(place) + suffix));
                }
            }
            return parts;
        }
    }

    /** The part of the matrix at one place of a site. */
    private interface Placed {
        Part part(int place, int rank, String name);
    }

    private static Trained whole(String name, long... shape) {
        int columns = Math.toIntExact(shape[shape.length - 1]);
        return new Trained(List.of(new Part(name, 0, columns, shape)), shape);
    }

    private static int product(long... shape) {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    /** In the program's order. */
    public List<Trained> tensors() {
        return tensors;
    }

    /**
     * An adapter's numbers as the program holds them: all A of its sites in one row, all B in another, then all m; or all R, then all m.
     *
     * @param numbers of each tensor, row by row, in the program's order
     * @param head how many tensors behind the adapter's are not looked at
     */
    public static List<float[]> rows(AdapterMethod method, List<float[]> numbers, int head) {
        List<float[]> rows = new ArrayList<>();
        int parts = parts(method);
        for (int part = 0; part < parts; part++) {
            List<float[]> own = new ArrayList<>();
            for (int i = part; i < numbers.size() - head; i += parts) {
                own.add(numbers.get(i));
            }
            rows.add(joined(own));
        }
        return rows;
    }

    private static float[] joined(List<float[]> all) {
        float[] row = new float[all.stream().mapToInt(one -> one.length).sum()];
        int at = 0;
        for (float[] one : all) {
            System.arraycopy(one, 0, row, at, one.length);
            at += one.length;
        }
        return row;
    }

    /** The other way round: this layout's tensors of an adapter's rows, then of what is behind them as it is. */
    public List<float[]> apart(AdapterMethod method, List<float[]> rows) {
        int parts = parts(method);
        int[] at = new int[parts];
        List<float[]> numbers = new ArrayList<>();
        for (int i = 0; i < tensors.size() - (rows.size() - parts); i++) {
            int part = i % parts;
            int size = tensors.get(i).size();
            numbers.add(Arrays.copyOfRange(rows.get(part), at[part], at[part] + size));
            at[part] += size;
        }
        numbers.addAll(rows.subList(parts, rows.size()));
        return numbers;
    }

    /** Tensors of each site. */
    private static int parts(AdapterMethod method) {
        return switch (method) {
            case HEAD -> 0;
            case LORA, EDORA -> 2;
            case DORA, BIDORA -> 3;
        };
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
            for (Part part : tensors.get(i).parts()) {
                float[] own = tensors.get(i).part(part, numbers.get(i));
                entries.add(new Floats(prefix + part.name(), own, part.shape()));
            }
        }
        return entries;
    }

    /**
     * A file's tensors joined into the program's, row by row.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue when one is missing, of another type or of another shape
     */
    public List<float[]> join(String prefix, Safetensors file) {
        List<float[]> numbers = new ArrayList<>();
        for (Trained tensor : tensors) {
            float[] all = new float[tensor.own()];
            int at = 0;
            for (Part part : tensor.parts()) {
                float[] own = file.floats(prefix + part.name(), part.shape());
                System.arraycopy(own, 0, all, at, own.length);
                at += own.length;
            }
            numbers.add(tensor.joined(all));
        }
        return numbers;
    }
}

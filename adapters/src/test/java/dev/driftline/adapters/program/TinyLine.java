package dev.driftline.adapters.program;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.Geometry.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A random encoder of two layers with random adapters, in float64 on the heap: small enough to differentiate by hand. */
final class TinyLine {
    static final Geometry GEOMETRY = new Geometry(2, 8, 2, 12, Geometry.BERT_EPSILON);
    static final int RANK = 2;
    static final int LABELS = 4;
    static final double SCALE = 1.5;
    private static final int[] PARTS = {0, 2, 3, 2, 3};
    static final int[][] TEXTS = {{3, 14, 15, 9, 26}, {5, 3, 5}, {8, 9, 7, 9}};
    private static final int WORDS = 30;
    private static final int PLACES = 7;

    private final SplittableRandom random;

    TinyLine(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Numbers and shape. */
    @SuppressWarnings("ArrayRecordComponent")
    record Values(double[] numbers, long... shape) {
        Tensor in(Scope scope) {
            return scope.doubles(numbers, shape);
        }
    }

    static List<Tensor> in(Scope scope, List<Values> values) {
        return values.stream().map(one -> one.in(scope)).toList();
    }

    private Values draw(double middle, double spread, long... shape) {
        int size = 1;
        for (long side : shape) {
            size *= (int) side;
        }
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = middle + spread * (2 * random.nextDouble() - 1);
        }
        return new Values(numbers, shape);
    }

    List<Values> base() {
        int d = GEOMETRY.width();
        List<Values> base =
                new ArrayList<>(List.of(draw(0, 1, WORDS, d), draw(0, 1, PLACES, d), draw(1, 0.3, d), draw(0, 0.3, d)));
        for (int layer = 0; layer < GEOMETRY.layers(); layer++) {
            for (Site site : GEOMETRY.sites().subList(0, 4)) {
                base.add(draw(0, 0.6, site.out(), site.in()));
                base.add(draw(0, 0.3, site.out()));
            }
            for (int norm = 0; norm < 2; norm++) {
                base.add(draw(1, 0.3, d));
                base.add(draw(0, 0.3, d));
            }
        }
        return base;
    }

    /** Per site A and B, as EDoRA's. */
    List<Values> factors() {
        List<Values> factors = new ArrayList<>();
        for (Site site : GEOMETRY.sites()) {
            factors.add(draw(0, 0.5, (long) site.fused() * RANK, site.in()));
            factors.add(draw(0, 0.5, site.fused(), site.rows(), RANK));
        }
        return factors;
    }

    /** Far from where training begins, so that every tensor has a gradient. */
    List<Values> trained(int method) {
        List<Values> all = new ArrayList<>();
        for (Site site : GEOMETRY.sites()) {
            if (method == 1 || method == 2 || method == 4) {
                all.add(draw(0, 0.5, (long) site.fused() * RANK, site.in()));
                all.add(draw(0, 0.5, site.fused(), site.rows(), RANK));
            }
            if (method == 3) {
                all.add(draw(0, 0.5, site.fused(), RANK, RANK));
            }
            if (method >= 2) {
                all.add(draw(1.2, 0.4, site.out()));
            }
        }
        all.add(draw(0, 0.8, LABELS, GEOMETRY.width()));
        all.add(draw(0, 0.3, LABELS));
        return all;
    }

    /** Three examples of five, three and four tokens. */
    static List<Tensor> words(Scope scope) {
        return words(scope, TEXTS);
    }

    /** Examples end to end, as the program wants them. */
    static List<Tensor> words(Scope scope, int[][] texts) {
        int longest = Arrays.stream(texts).mapToInt(text -> text.length).max().orElseThrow();
        LongStream.Builder ids = LongStream.builder();
        LongStream.Builder places = LongStream.builder();
        LongStream.Builder slots = LongStream.builder();
        double[] mask = new double[texts.length * longest];
        int words = 0;
        for (int text = 0; text < texts.length; text++) {
            for (int place = 0; place < texts[text].length; place++) {
                ids.add(texts[text][place]);
                places.add(place);
                slots.add((long) text * longest + place);
                mask[text * longest + place] = 1;
                words++;
            }
        }
        return List.of(
                scope.longs(ids.build().toArray(), words),
                scope.longs(places.build().toArray(), words),
                scope.longs(slots.build().toArray(), words),
                scope.doubles(mask, texts.length, longest),
                scope.longs(new long[words], words),
                scope.longs(LongStream.range(0, words).toArray(), words));
    }

    /** One slot alone of so many tokens. */
    static long[] plan(int method, int[][] texts) {
        int words = Arrays.stream(texts).mapToInt(text -> text.length).sum();
        return LongStream.concat(
                        LongStream.of(method, 1, words, words),
                        GEOMETRY.sites().stream().mapToLong(site -> method == 0 ? 0 : RANK))
                .toArray();
    }

    /** Numbers as the program holds them, head behind: of the sites' tensors all A, all B, all m. */
    static List<Values> rows(int method, List<Values> all) {
        int parts = PARTS[method];
        List<Values> rows = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int own = part;
            double[] row = IntStream.range(0, all.size() - 2)
                    .filter(tensor -> tensor % parts == own)
                    .boxed()
                    .flatMapToDouble(tensor -> Arrays.stream(all.get(tensor).numbers()))
                    .toArray();
            rows.add(new Values(row, row.length));
        }
        rows.addAll(all.subList(all.size() - 2, all.size()));
        return rows;
    }

    /** The other way round, in the shapes of {@code like}. */
    static List<double[]> apart(int method, List<Tensor> rows, List<Values> like) {
        int parts = PARTS[method];
        int[] at = new int[parts];
        List<double[]> all = new ArrayList<>();
        for (int tensor = 0; tensor < like.size() - 2; tensor++) {
            int part = tensor % parts;
            int end = at[part] + like.get(tensor).numbers().length;
            all.add(Arrays.copyOfRange(rows.get(part).doubles(), at[part], end));
            at[part] = end;
        }
        rows.subList(parts, rows.size()).forEach(top -> all.add(top.doubles()));
        return all;
    }

    /** The program's eight numbers of a slot. */
    static double[] conf(double scale, double clip, double drop) {
        return new double[] {scale, clip, drop, 0, 0, 0, 0, 0};
    }

    /** Every matrix carries an adapter. */
    static List<Tensor> still(Scope scope) {
        return GEOMETRY.sites().stream()
                .map(site -> scope.doubles(new double[0], 0))
                .toList();
    }

    /** Their labels; the last label was never trained. */
    static List<Tensor> goal(Scope scope) {
        return goal(scope, new double[] {0, 0, 0, -1e9}, 0, 2, 1);
    }

    /** Labels of some examples, what closes a label, and weights that are all one. */
    static List<Tensor> goal(Scope scope, double[] closed, long... labels) {
        double[] weights = new double[closed.length];
        Arrays.fill(weights, 1);
        return List.of(
                scope.longs(labels, labels.length),
                scope.doubles(closed, closed.length),
                scope.doubles(weights, weights.length));
    }
}

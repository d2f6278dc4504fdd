package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * BiDoRA and EDoRA, which PEFT does not have, against a second implementation from their papers (see {@link Reference}), in float64.
 */
class ReferenceTest {
    private static final int BIDORA = 4;
    private static final int EDORA = 3;
    private static final List<String> LEVELS = List.of("A", "B", "m");
    private static final Batch TRAIN = new Batch(new int[][] {{3, 14, 15, 9, 26}, {5, 3, 5}, {8, 9, 7, 9}}, 0, 2, 1);
    private static final Batch HELD = new Batch(new int[][] {{2, 7, 18}, {28, 1, 8, 2, 8}}, 1, 0);

    /** Token ids of the texts, and their labels. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Batch(int[][] texts, long... labels) {}

    private final Reference reference = Reference.read("bilevel.json");
    private Program probe;
    private Scope scope;
    private List<Tensor> base;

    @BeforeEach
    void open() {
        probe = Probe.open(1);
        scope = probe.scope();
        base = TinyLine.in(scope, reference.base("base"));
    }

    @AfterEach
    void close() {
        scope.close();
        probe.close();
    }

    @Test
    void theLowerLevelHasItsLossAndGradients() {
        List<Tensor> out = bidora("lower_gradients", -1);
        assertThat(out.getFirst().doubles()[0]).isCloseTo(reference.number("bidora", "lowerLoss"), within(1e-10));
        Reference.same(
                out.subList(1, out.size()),
                TinyLine.rows(1, reference.sites(List.of("A", "B"), "bidora", "lowerGradients")));
    }

    @ParameterizedTest
    @CsvSource({"0, first-order", "1, finite-difference", "2, exact", "3, unrolled"})
    void theUpperLevelHasItsHypergradients(int how, String name) {
        List<Tensor> out = bidora("hypergradient", how);
        if (how != 3) {
            assertThat(out.getFirst().doubles()[0]).isCloseTo(reference.number("bidora", "heldLoss"), within(1e-10));
        }
        double[] expected = flatten(reference.sites(List.of("m"), "bidora", "hypergradients", name));
        Reference.same(out.subList(1, out.size()), List.of(new Values(expected, expected.length)));
    }

    @Test
    void edoraHasItsLossAndGradients() {
        List<Tensor> factors = TinyLine.in(scope, reference.sites(List.of("A", "B"), "edora", "factors"));
        List<Tensor> fixed = constants(EDORA, factors);
        List<Tensor> trained =
                TinyLine.in(scope, TinyLine.rows(EDORA, reference.sites(List.of("R", "m"), "edora", "trained")));
        OneSlot slot = new OneSlot(EDORA, base, fixed, trained, TinyLine.words(scope, TRAIN.texts()), TRAIN.texts());
        List<Tensor> out = slot.gradients(
                probe, scope, goal(TRAIN.labels()), TinyLine.conf(reference.number("conf", "scale"), 1, 0));
        assertThat(out.getFirst().doubles()[0]).isCloseTo(reference.number("edora", "loss"), within(1e-10));
        Reference.same(
                out.subList(1, out.size()),
                TinyLine.rows(EDORA, reference.sites(List.of("R", "m"), "edora", "gradients")));
    }

    /** At the same point and scale: what is left of the hypergradients without their first-order part. */
    @Test
    void finiteDifferencesPointWhereTheExactMixedDerivativeDoes() {
        double[] direct = flat(bidora("hypergradient", 0));
        double[] differences = minus(flat(bidora("hypergradient", 1)), direct);
        double[] exact = minus(flat(bidora("hypergradient", 2)), direct);
        double cosine = dot(differences, exact) / Math.sqrt(dot(differences, differences) * dot(exact, exact));
        assertThat(cosine).isGreaterThan(0.999);
        assertThat(Math.sqrt(dot(exact, exact))).as("there is a mixed term").isGreaterThan(1e-3);
    }

    /** The objective is the held-out loss after one plain gradient step of A, B and head, as a function of the magnitudes. */
    @Test
    void theUnrolledHypergradientIsTheSlopeOfTheWholeObjective() {
        List<Values> trained = reference.sites(LEVELS, "bidora", "trained");
        double[] unrolled = flat(bidora("hypergradient", 3));
        int place = 0;
        for (int tensor = 2; tensor < trained.size() - 2; tensor += 3) {
            double slope = (objective(trained, tensor, 1e-5) - objective(trained, tensor, -1e-5)) / 2e-5;
            assertThat(unrolled[place]).as("first row of tensor %d", tensor).isCloseTo(slope, within(1e-7));
            place += trained.get(tensor).numbers().length;
        }
    }

    private double objective(List<Values> at, int tensor, double move) {
        List<Values> point = new ArrayList<>(at);
        double[] numbers = at.get(tensor).numbers().clone();
        numbers[0] += move;
        point.set(tensor, new Values(numbers, at.get(tensor).shape()));
        List<Tensor> slopes = at(probe.call("lower_gradients"), point, 0, TRAIN);
        List<Values> lower = new ArrayList<>();
        for (int one = 0; one < point.size(); one++) {
            if (one % 3 != 2 || one >= point.size() - 2) {
                lower.add(point.get(one));
            }
        }
        List<double[]> own = TinyLine.apart(1, slopes.subList(1, slopes.size()), lower);
        List<Values> stepped = new ArrayList<>();
        int next = 0;
        for (int one = 0; one < point.size(); one++) {
            boolean still = one % 3 == 2 && one < point.size() - 2;
            stepped.add(still ? point.get(one) : stepped(point.get(one), own.get(next++)));
        }
        return at(probe.call("shared"), stepped, 0, HELD).getFirst().doubles()[0];
    }

    private Values stepped(Values at, double[] slope) {
        double[] numbers = at.numbers().clone();
        Arrays.setAll(numbers, i -> numbers[i] - reference.number("conf", "lower_rate") * slope[i]);
        return new Values(numbers, at.shape());
    }

    private static double[] flatten(List<Values> values) {
        return values.stream()
                .flatMapToDouble(one -> Arrays.stream(one.numbers()))
                .toArray();
    }

    private static double[] flat(List<Tensor> out) {
        return out.stream()
                .skip(1)
                .flatMapToDouble(one -> Arrays.stream(one.doubles()))
                .toArray();
    }

    private static double[] minus(double[] a, double[] b) {
        double[] out = a.clone();
        Arrays.setAll(out, i -> a[i] - b[i]);
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private List<Tensor> bidora(String method, int how) {
        List<Values> trained = reference.sites(LEVELS, "bidora", "trained");
        double orthogonality = reference.number("conf", "orthogonality");
        return how < 0
                ? at(probe.call(method), trained, orthogonality, TRAIN)
                : at(probe.call(method).whole(how), trained, orthogonality, TRAIN, HELD);
    }

    private List<Tensor> at(Call call, List<Values> point, double orthogonality, Batch... batches) {
        List<Tensor> fixed = constants(BIDORA, List.of());
        List<Tensor> train = TinyLine.in(scope, TinyLine.rows(BIDORA, point));
        new OneSlot(BIDORA, base, fixed, train, List.of(), new int[0][]).weights(call);
        for (Batch batch : batches) {
            List<Tensor> words = TinyLine.words(scope, batch.texts());
            new OneSlot(BIDORA, base, fixed, train, words, batch.texts()).examples(call, goal(batch.labels()));
        }
        double[] conf = {
            reference.number("conf", "scale"),
            1,
            0,
            orthogonality,
            reference.number("conf", "second"),
            reference.number("conf", "lower_rate"),
            reference.number("conf", "reach"),
            1e-12
        };
        return OneSlot.end(call, conf).train(scope);
    }

    private List<Tensor> constants(int method, List<Tensor> factors) {
        return probe.call("constants")
                .whole(method)
                .tensors(base)
                .tensors(factors)
                .tensors(TinyLine.still(scope))
                .plain(scope);
    }

    private List<Tensor> goal(long... labels) {
        return TinyLine.goal(scope, new double[] {0, 0, 0, -1e9}, labels);
    }
}

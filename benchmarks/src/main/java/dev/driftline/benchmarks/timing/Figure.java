package dev.driftline.benchmarks.timing;

import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A number beside its aim, which it meets or not: nothing is asserted.
 *
 * @param value null: not run
 * @param least of the rounds' own ratios, and {@code most}: how far a busy machine moves it
 */
public record Figure(
        String name,
        @Nullable Double value,
        @Nullable Double least,
        @Nullable Double most,
        String aim,
        @Nullable Boolean met) {

    /** The first median over the second. */
    public static Figure atMost(String name, Timing over, Timing under, double aim) {
        double value = over.median() / under.median();
        return new Figure(name, value, least(over, under), most(over, under), "at most " + number(aim), value <= aim);
    }

    /** The first median over the second, which ought to be large. */
    public static Figure atLeast(String name, Timing over, Timing under, double bound, double aim) {
        double value = over.median() / under.median();
        String words = "at least " + number(bound) + ", better " + number(aim);
        return new Figure(name, value, least(over, under), most(over, under), words, value >= bound);
    }

    /** Throughput of the second over that of the first: the first median over the second. */
    public static Figure throughput(String name, Timing first, Timing second, double aim) {
        double value = first.median() / second.median();
        return new Figure(
                name, value, least(first, second), most(first, second), "at least " + number(aim), value >= aim);
    }

    /** The same under another name. */
    public Figure named(String other) {
        return new Figure(other, value, least, most, aim, met);
    }

    /** A number that is no ratio. */
    public static Figure alone(String name, @Nullable Double value, double aim) {
        return new Figure(name, value, null, null, "at most " + number(aim), value == null ? null : value <= aim);
    }

    public static Figure notRun(String name, double aim) {
        return alone(name, null, aim);
    }

    private static double least(Timing over, Timing under) {
        return ratios(over, under)[0];
    }

    private static double most(Timing over, Timing under) {
        double[] ratios = ratios(over, under);
        return ratios[ratios.length - 1];
    }

    private static double[] ratios(Timing over, Timing under) {
        return IntStream.range(0, over.seconds().size())
                .mapToDouble(
                        round -> over.seconds().get(round) / under.seconds().get(round))
                .sorted()
                .toArray();
    }

    private static String number(double aim) {
        return String.format(Locale.ROOT, "%.2f", aim);
    }
}

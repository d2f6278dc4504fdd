package dev.driftline.benchmarks.starts;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The losses of one training, in the order of its steps. */
record Losses(List<Double> all) {
    /** Steps that a mean is over: a batch alone says little. */
    static final int WINDOW = 5;

    Losses {
        all = List.copyOf(all);
    }

    /** Mean over the steps up to and with {@code step}, from {@value #WINDOW} on. */
    double mean(int step) {
        return all.subList(step - WINDOW, step).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    double last() {
        return mean(all.size());
    }

    /** The first step at which the mean is no more than this. */
    OptionalInt reaches(double loss) {
        return IntStream.rangeClosed(WINDOW, all.size())
                .filter(step -> mean(step) <= loss)
                .findFirst();
    }
}

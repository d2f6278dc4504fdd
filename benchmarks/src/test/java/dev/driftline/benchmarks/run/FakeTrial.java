package dev.driftline.benchmarks.run;

import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.benchmarks.trial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Trains nothing: on held parts a rate answers the better the nearer it is to the best one; on the test file seeds decide. */
public final class FakeTrial implements Function<Cell, Outcome> {
    public static final double SECONDS = 2;

    private final double best;
    private final List<Cell> ran = new ArrayList<>();

    public FakeTrial(double best) {
        this.best = best;
    }

    @Override
    public Outcome apply(Cell cell) {
        synchronized (ran) {
            ran.add(cell);
        }
        double distance = Math.abs(Math.log(cell.settings().rate() / best));
        return cell.searching()
                ? outcome(cell, 40, Math.max(0, Math.round(40 - 4 * distance)) / 40.0, distance, null)
                : outcome(cell, 1000, 0.9 + cell.number() / 100.0, 0.1, 5.0);
    }

    private static Outcome outcome(Cell cell, int asked, double accuracy, double loss, @Nullable Double answerMillis) {
        return new Outcome(
                Seeds.of(cell.number()),
                asked,
                accuracy,
                loss,
                1,
                331_776,
                770,
                SECONDS,
                600.0,
                400.0,
                answerMillis,
                0);
    }

    List<Cell> ran() {
        return ran;
    }
}

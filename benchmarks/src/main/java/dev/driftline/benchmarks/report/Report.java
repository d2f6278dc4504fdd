package dev.driftline.benchmarks.report;

import dev.driftline.benchmarks.plan.Setup;
import dev.driftline.benchmarks.results.Machine;
import dev.driftline.benchmarks.trial.Claim;
import java.time.LocalDate;
import java.util.List;

/**
 * A plan and what its finished runs say.
 *
 * @param train the training file's name
 * @param runs that are in the folder, of {@code runsPlanned}
 * @param machines that they were measured on
 * @param days on which they were measured, in UTC
 * @param yardstick the method that the others are held against
 */
public record Report(
        String train,
        String test,
        int testTexts,
        Setup setup,
        int epochs,
        double headRate,
        List<Double> grid,
        int folds,
        long searchSeed,
        int runs,
        int runsPlanned,
        List<Machine> machines,
        List<LocalDate> days,
        String yardstick,
        List<MethodRow> methods,
        Claim claim) {
    public Report {
        grid = List.copyOf(grid);
        machines = List.copyOf(machines);
        days = List.copyOf(days);
        methods = List.copyOf(methods);
    }
}

package dev.driftline.benchmarks.plan;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.List;

/**
 * What all methods of a comparison share.
 *
 * @param rank of every method that names none of its own
 * @param headRate where the head's rate begins
 * @param grid factors of the searched rate over its default, the same for each method; one alone: nothing is searched
 * @param seeds how many, numbered from 1
 * @param searchSeed number of the seed on which rates are chosen
 * @param folds parts of the search seed's examples; each is held once for every rate
 */
public record Common(
        int rank, double headRate, Searched searched, List<Double> grid, int seeds, long searchSeed, int folds) {
    private static final int MOST_RATES = 9;
    private static final int MOST_SEEDS = 100;

    public Common {
        grid = List.copyOf(grid);
        unless(rank >= 1 && rank <= 64, "--rank", "must lie in 1..64");
        unless(headRate > 0 && Double.isFinite(headRate), "--head-rate", "must be a positive number");
        unless(!grid.isEmpty() && grid.size() <= MOST_RATES, "--grid", "must be 1 to " + MOST_RATES + " factors");
        unless(grid.stream().distinct().count() == grid.size(), "--grid", "must not name a factor twice");
        grid.forEach(factor -> unless(factor > 0 && Double.isFinite(factor), "--grid", "must be positive numbers"));
        unless(seeds >= 1 && seeds <= MOST_SEEDS, "--seeds", "must lie in 1.." + MOST_SEEDS);
        unless(
                searchSeed < 1 || searchSeed > seeds,
                "--search-seed",
                "must not be one of 1.." + seeds + ", on which the methods are compared");
        unless(folds >= 2 && folds <= 10, "--folds", "must lie in 2..10");
    }

    boolean searches() {
        return grid.size() > 1;
    }
}

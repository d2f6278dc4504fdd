package dev.driftline.benchmarks.run;

import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Contender;
import dev.driftline.benchmarks.plan.Plan;
import dev.driftline.benchmarks.results.ResultLine;
import dev.driftline.benchmarks.results.ResultsFolder.Content;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rate that a search chose: that which answered most of the held examples of all folds rightly; of equals, that with the least
 * loss on them. The test file has no part in it.
 *
 * @param accuracy on the held examples; 1 where nothing was searched
 * @param loss on them, in nats
 * @param seconds of training in all runs of the search
 */
public record Choice(MethodSettings settings, double accuracy, double loss, double seconds) {
    /** Empty while runs of the search are missing. */
    public static Optional<Choice> of(Plan plan, Contender contender, Content content) {
        List<MethodSettings> tried = plan.tried(contender);
        if (plan.searches(contender).isEmpty()) {
            return Optional.of(new Choice(tried.getFirst(), 1, 0, 0));
        }
        List<Choice> scored = new ArrayList<>();
        double seconds = 0;
        for (MethodSettings one : tried) {
            List<ResultLine> lines = lines(plan, plan.searches(contender, one), content);
            if (lines.size() < plan.common().folds()) {
                return Optional.empty();
            }
            Choice score = score(one, lines);
            scored.add(score);
            seconds += score.seconds();
        }
        Choice best = scored.stream()
                .min(Comparator.comparingDouble(Choice::accuracy).reversed().thenComparingDouble(Choice::loss))
                .orElseThrow();
        return Optional.of(new Choice(best.settings, best.accuracy, best.loss, seconds));
    }

    private static List<ResultLine> lines(Plan plan, List<Cell> cells, Content content) {
        return cells.stream()
                .map(cell -> content.of(cell.key(plan.setup())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Pooled: each held example counts once. */
    private static Choice score(MethodSettings settings, List<ResultLine> lines) {
        int asked = 0;
        double right = 0;
        double loss = 0;
        double seconds = 0;
        for (ResultLine line : lines) {
            int held = line.outcome().asked();
            asked += held;
            right += Math.rint(line.outcome().accuracy() * held);
            loss += line.outcome().loss() * held;
            seconds += line.outcome().seconds();
        }
        return new Choice(settings, right / asked, loss / asked, seconds);
    }
}

package dev.driftline.benchmarks.weights;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.exchange.MergedCheckpoint;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.WholeLearner;
import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.benchmarks.trial.Course;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Matrix;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains methods on one sample and looks at the matrices on the way.
 *
 * @param checkpoints looks at each phase, evenly apart, the last at its end
 * @param matrices that are looked at
 */
public record Paths(
        Base base,
        List<String> labels,
        List<Lesson> sample,
        int steps,
        Seeds seeds,
        int checkpoints,
        Set<Matrix> matrices) {
    private static final List<Matrix> PAPERS = List.of(Matrix.QUERY, Matrix.VALUE);

    public Paths {
        labels = List.copyOf(labels);
        sample = List.copyOf(sample);
        matrices = Set.copyOf(matrices);
        unless(checkpoints >= 1 && checkpoints <= steps, "--checkpoints", "must lie in 1.." + steps);
    }

    /** One method's matrices; BiDoRA's path has a phase of searching and one of learning anew. */
    public List<Point> adapter(String word, MethodSettings settings) {
        byte @Nullable [] factors = settings.method() == AdapterMethod.EDORA
                ? FactorFile.compute(
                        base, settings.factors(), settings.ranking().most())
                : null;
        List<Point> points = new ArrayList<>();
        try (Learner learner = Learner.fresh(base, settings, labels, seeds.init(), factors)) {
            Course.Watcher watcher = (searching, step, _) -> {
                if (isLooked(step)) {
                    learner.endUpdate(); // without averaging: what is published is what was trained
                    MergedCheckpoint merged = MergedCheckpoint.of(base, learner.adapter(), factors);
                    String phase = settings.bidora() == null ? "" : searching ? ", search" : ", retrain";
                    points.addAll(look(word + phase, step, merged::matrix));
                }
            };
            double _ = new Course(learner, settings, labels.size(), seeds, watcher).take(sample, steps);
        }
        return points;
    }

    /** Full fine-tuning's. */
    public List<Point> whole(String word, MethodSettings settings) {
        List<Point> points = new ArrayList<>();
        try (WholeLearner learner = WholeLearner.fresh(base, settings, labels)) {
            Course.Watcher watcher = (_, step, _) -> {
                if (isLooked(step)) {
                    points.addAll(look(word, step, learner::matrix));
                }
            };
            double _ = new Course(learner, settings, labels.size(), seeds, watcher).take(sample, steps);
        }
        return points;
    }

    private boolean isLooked(int step) {
        return step * checkpoints / steps > (step - 1) * checkpoints / steps;
    }

    private List<Point> look(String path, int step, Function<String, float[]> now) {
        List<Point> points = new ArrayList<>();
        for (Site site : base.encoder().sites()) {
            for (int i = 0; i < site.fused(); i++) {
                if (matrices.contains(site.matrices().get(i))) {
                    String module = site.modules().get(i);
                    float[] frozen = base.encoder().matrix(base.encoder().weights(), module);
                    Change change = Change.of(frozen, now.apply(module), site.in());
                    points.add(
                            new Point(path, step, site.layer(), site.matrices().get(i), change));
                }
            }
        }
        return points;
    }

    /** Query and value together, then each kind that was looked at, for every path in the points' order. */
    public static List<PathRow> rows(List<Point> points) {
        List<PathRow> rows = new ArrayList<>();
        for (String path : points.stream().map(Point::path).distinct().toList()) {
            List<Point> own =
                    points.stream().filter(point -> point.path().equals(path)).toList();
            rows.add(PathRow.of(
                    path,
                    null,
                    own.stream()
                            .filter(point -> PAPERS.contains(point.matrix()))
                            .toList()));
            for (Matrix matrix : own.stream().map(Point::matrix).distinct().toList()) {
                rows.add(PathRow.of(
                        path,
                        matrix,
                        own.stream().filter(point -> point.matrix() == matrix).toList()));
            }
        }
        return rows;
    }
}

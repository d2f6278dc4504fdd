package dev.driftline.benchmarks.starts;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.benchmarks.data.Material;
import dev.driftline.benchmarks.data.Strata;
import dev.driftline.benchmarks.plan.Changed;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.benchmarks.trial.Course;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains LoRA, and EDoRA from either kind of factors, on the same samples in the same order.
 *
 * @param labelled examples in a sample
 */
public record Starts(
        Base base, Material material, int labelled, int steps, MethodSettings lora, MethodSettings edora, int seeds) {
    public Starts {
        unless(steps >= Losses.WINDOW, "--epochs", "must make " + Losses.WINDOW + " steps or more");
        unless(seeds >= 1 && seeds <= 100, "--seeds", "must lie in 1..100");
    }

    public List<StartRow> measure() {
        Map<FactorStart, byte[]> factors = new EnumMap<>(FactorStart.class);
        for (FactorStart start : FactorStart.values()) {
            factors.put(start, FactorFile.compute(base, start, edora.ranking().most()));
        }
        List<StartRow> rows = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            Losses yardstick = train(seed, lora, null);
            double goal = yardstick.last();
            rows.add(StartRow.of(seed, "lora", goal, yardstick));
            for (FactorStart start : FactorStart.values()) {
                Losses own = train(seed, Changed.with(edora, "factors", start), factors.get(start));
                rows.add(StartRow.of(seed, "edora, " + start.word() + " factors", goal, own));
            }
        }
        return rows;
    }

    private Losses train(long seed, MethodSettings settings, byte @Nullable [] factors) {
        Seeds own = Seeds.of(seed);
        List<String> labels = material.labels();
        List<Lesson> sample =
                Strata.sample(material.train(), labels.size(), labelled, Allotment.PROPORTIONAL, own.sample());
        List<Double> losses = new ArrayList<>();
        try (Learner learner = Learner.fresh(base, settings, labels, own.init(), factors)) {
            double _ = new Course(learner, settings, labels.size(), own, (_, _, loss) -> losses.add(loss))
                    .take(sample, steps);
        }
        return new Losses(losses);
    }
}

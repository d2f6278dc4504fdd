package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.benchmarks.data.Material;
import dev.driftline.benchmarks.data.Strata;
import dev.driftline.benchmarks.data.Strata.Split;
import dev.driftline.benchmarks.plan.Cell;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.benchmarks.plan.Setup;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.version.Running;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs cells on one frozen base, which it owns until close; one after the other, by one thread. */
public final class Workbench implements AutoCloseable {
    private static final int WARM_UP_STEPS = 3;

    private final Base base;
    private final Material material;
    private final Setup setup;
    private final Map<Integer, byte[]> factors = new HashMap<>();
    private final Set<MethodSettings> warm = new HashSet<>();
    private final Memory memory = new Memory();

    private Workbench(Base base, Material material, Setup setup) {
        this.base = base;
        this.material = material;
        this.setup = setup;
    }

    /** Loads the base, which takes seconds. */
    public static Workbench open(
            BaseSettings settings, Material material, int labelled, Allotment allotment, int steps) {
        Base base = Base.open(settings);
        Running running = base.running(true);
        return new Workbench(
                base,
                material,
                new Setup(
                        Code.digest(),
                        material.trainDigest(),
                        material.testDigest(),
                        labelled,
                        allotment,
                        steps,
                        base.digest(),
                        running.libtorch(),
                        running.device(),
                        running.threads()));
    }

    public Setup setup() {
        return setup;
    }

    /** As libtorch names the instruction set that it uses. */
    public String capability() {
        return base.running(true).cpuCapability();
    }

    /** Numbers that LoRA and EDoRA train at rank 16 on the matrices of EDoRA's paper, on this base. */
    public Claim claim() {
        return Claim.of(base.encoder().geometry());
    }

    /** Trains and asks; a run whose losses are no numbers any more has answered nothing rightly. */
    public Outcome run(Cell cell) {
        Seeds seeds = Seeds.of(cell.number());
        List<Lesson> sample = Strata.sample(
                material.train(), material.labels().size(), setup.labelled(), setup.sample(), seeds.sample());
        Split lessons = cell.searching()
                ? Strata.fold(sample, material.labels().size(), cell.fold(), cell.folds(), seeds.part())
                : new Split(sample, material.test());
        warmUp(cell.settings(), lessons.learned());
        Optional<Double> rest = memory.begin();
        long begun = System.nanoTime();
        try (Learner learner = learner(cell.settings(), seeds.init())) {
            double drift;
            try {
                drift = new Course(learner, cell.settings(), material.labels().size(), seeds)
                        .take(lessons.learned(), setup.steps());
            } catch (Course.NotFinite e) {
                return diverged(seeds, lessons, learner, (System.nanoTime() - begun) / 1e9);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Optional<Double> peak = rest.flatMap(_ -> memory.peak());
            return asked(cell, seeds, lessons, learner.adapter(), new Cost(seconds, peak, rest), drift);
        }
    }

    private record Cost(double seconds, Optional<Double> peak, Optional<Double> rest) {}

    private Outcome asked(Cell cell, Seeds seeds, Split lessons, byte[] adapter, Cost cost, double drift) {
        Trained trained = Trained.of(adapter);
        try (Resident resident = Resident.load(base, adapter, factors(cell.settings()))) {
            Answers answers = Answers.of(resident, lessons.held());
            return new Outcome(
                    seeds,
                    lessons.held().size(),
                    answers.accuracy(),
                    answers.loss(),
                    Answers.of(resident, lessons.learned()).accuracy(),
                    trained.adapter(),
                    trained.head(),
                    cost.seconds(),
                    cost.peak().orElse(null),
                    cost.rest().orElse(null),
                    cell.searching() ? null : Answers.medianMillis(resident, lessons.held()),
                    drift);
        }
    }

    private Outcome diverged(Seeds seeds, Split lessons, Learner learner, double seconds) {
        Trained trained = Trained.of(learner.adapter());
        int asked = lessons.held().size();
        return new Outcome(
                seeds,
                asked,
                0,
                Math.log(Double.MAX_VALUE),
                0,
                trained.adapter(),
                trained.head(),
                seconds,
                null,
                null,
                null,
                0);
    }

    /** The first calls of a program compile it, which is no part of training. */
    private void warmUp(MethodSettings settings, List<Lesson> lessons) {
        if (warm.add(settings)) {
            try (Learner learner = learner(settings, 0)) {
                double _ = new Course(learner, settings, material.labels().size(), Seeds.of(0))
                        .take(lessons, WARM_UP_STEPS);
            } catch (Course.NotFinite e) {
                warm.add(settings); // the run itself will tell
            }
        }
    }

    private Learner learner(MethodSettings settings, long seed) {
        return Learner.fresh(base, settings, material.labels(), seed, factors(settings));
    }

    /** EDoRA's; made once a base and rank, and no part of a run's seconds, since the warm-up asks for them first. */
    private byte @Nullable [] factors(MethodSettings settings) {
        return settings.method() == AdapterMethod.EDORA
                ? factors.computeIfAbsent(
                        settings.ranking().most(), rank -> FactorFile.compute(base, settings.factors(), rank))
                : null;
    }

    @Override
    public void close() {
        base.close();
    }
}

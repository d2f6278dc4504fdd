package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.WholeLearner;
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
    private final Set<Warm> warm = new HashSet<>();
    private final Memory memory = new Memory();

    /** What has been warmed up. */
    private record Warm(boolean full, MethodSettings settings) {}

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
        warmUp(cell, lessons.learned());
        Optional<Double> rest = memory.begin();
        long begun = System.nanoTime();
        try (Pupil pupil = pupil(cell, seeds.init())) {
            double drift;
            try {
                drift = pupil.course(cell.settings(), material.labels().size(), seeds)
                        .take(lessons.learned(), setup.steps());
            } catch (Course.NotFinite e) {
                return diverged(seeds, lessons, pupil.trained(), (System.nanoTime() - begun) / 1e9);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Optional<Double> peak = rest.flatMap(_ -> memory.peak());
            Taken taken = new Taken(pupil.trained(), seconds, peak, rest, drift);
            return pupil.sit(answering -> asked(cell, lessons, answering, taken));
        }
    }

    /** What the training of one run took, and where it ended. */
    private record Taken(Trained trained, double seconds, Optional<Double> peak, Optional<Double> rest, double drift) {}

    private static Outcome asked(Cell cell, Split lessons, Pupil.Answering answering, Taken taken) {
        Answers answers = Answers.of(answering, lessons.held());
        return new Outcome(
                Seeds.of(cell.number()),
                lessons.held().size(),
                answers.accuracy(),
                answers.loss(),
                Answers.of(answering, lessons.learned()).accuracy(),
                taken.trained().encoder(),
                taken.trained().head(),
                taken.seconds(),
                taken.peak().orElse(null),
                taken.rest().orElse(null),
                cell.searching() ? null : Answers.medianMillis(answering, lessons.held()),
                taken.drift());
    }

    private static Outcome diverged(Seeds seeds, Split lessons, Trained trained, double seconds) {
        int asked = lessons.held().size();
        return new Outcome(
                seeds,
                asked,
                0,
                Math.log(Double.MAX_VALUE),
                0,
                trained.encoder(),
                trained.head(),
                seconds,
                null,
                null,
                null,
                0);
    }

    /** The first calls of a program compile it, which is no part of training. */
    private void warmUp(Cell cell, List<Lesson> lessons) {
        Warm kind = new Warm(cell.full(), cell.settings());
        if (warm.add(kind)) {
            try (Pupil pupil = pupil(cell, 0)) {
                double _ = pupil.course(cell.settings(), material.labels().size(), Seeds.of(0))
                        .take(lessons, WARM_UP_STEPS);
            } catch (Course.NotFinite e) {
                warm.add(kind); // the run itself will tell
            }
        }
    }

    private Pupil pupil(Cell cell, long seed) {
        MethodSettings settings = cell.settings();
        if (cell.full()) {
            return new Pupil.Whole(WholeLearner.fresh(base, settings, material.labels()));
        }
        byte @Nullable [] factors = factors(settings);
        return new Pupil.Adapter(
                Learner.fresh(base, settings, material.labels(), seed, factors),
                adapter -> Resident.load(base, adapter, factors));
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

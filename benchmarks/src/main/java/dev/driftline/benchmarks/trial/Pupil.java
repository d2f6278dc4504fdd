package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.WholeLearner;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.benchmarks.plan.Seeds;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.List;
import java.util.function.Function;

/** What one run trains and then asks. Its native memory is its own until close; used by one thread. */
sealed interface Pupil extends AutoCloseable {
    /** Answers by what was learned. */
    interface Answering {
        /** Probabilities (texts, labels). */
        float[][] scores(List<Passage> texts);
    }

    /** The steps of a run on it. */
    Course course(MethodSettings settings, int labels, Seeds seeds);

    /** Counts of the numbers that its steps move. */
    Trained trained();

    /** Sits an exam once its course is taken; what it hands over answers until the exam returns. */
    <T> T sit(Function<Answering, T> exam);

    @Override
    void close();

    /**
     * An adapter beside the frozen base, which answers as serving does.
     *
     * @param load makes the adapter's file a resident, which its caller owns
     */
    record Adapter(Learner learner, Function<byte[], Resident> load) implements Pupil {
        @Override
        public Course course(MethodSettings settings, int labels, Seeds seeds) {
            return new Course(learner, settings, labels, seeds);
        }

        @Override
        public Trained trained() {
            return Trained.of(learner.adapter());
        }

        @Override
        public <T> T sit(Function<Answering, T> exam) {
            try (Resident resident = load.apply(learner.adapter())) {
                return exam.apply(resident::scores);
            }
        }

        @Override
        public void close() {
            learner.close();
        }
    }

    /** A copy of the base, all of which is trained, and which answers itself. */
    record Whole(WholeLearner learner) implements Pupil {
        @Override
        public Course course(MethodSettings settings, int labels, Seeds seeds) {
            return new Course(learner, settings, labels, seeds);
        }

        @Override
        public Trained trained() {
            return new Trained(learner.encoderNumbers(), learner.headNumbers());
        }

        @Override
        public <T> T sit(Function<Answering, T> exam) {
            return exam.apply(learner::scores);
        }

        @Override
        public void close() {
            learner.close();
        }
    }
}

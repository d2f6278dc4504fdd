package dev.driftline.adapters.learner;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Times a training step in each of some forms of the base beside each other: LoRA at its defaults, 16 texts of 32 tokens. */
public final class StepTrial {
    private static final int ROUNDS = 3;
    private static final List<String> LABELS = List.of("a", "b");
    private static final int[] ROWS = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

    /** With a mark at both ends. */
    private static final List<Passage> TEXTS = Collections.nCopies(ROWS.length, Passage.of("the ".repeat(30)));

    private StepTrial() {}

    /** A learner and the nanoseconds of its steps. */
    private record Runner(TrainingForm form, Learner learner, List<Long> taken) {
        private static Runner of(Base base, TrainingForm form) {
            MethodSettings settings = MethodSettings.defaults(AdapterMethod.LORA);
            return new Runner(form, Learner.fresh(base.in(form), settings, LABELS, 1, null), new ArrayList<>());
        }

        private void step(int round, LongSupplier nanos) {
            long begun = nanos.getAsLong();
            learner.step(TEXTS, ROWS, round);
            taken.add(nanos.getAsLong() - begun);
        }

        private Duration median() {
            List<Long> counted = taken.stream().skip(1).sorted().toList();
            return Duration.ofNanos(counted.get(counted.size() / 2));
        }
    }

    /**
     * Medians, of steps in turns, so that what else the machine does falls on all alike; the first round warms up.
     *
     * @param nanos a clock
     */
    public static Map<TrainingForm, Duration> of(Base base, List<TrainingForm> forms, LongSupplier nanos) {
        List<Runner> runners = new ArrayList<>();
        try {
            forms.forEach(form -> runners.add(Runner.of(base, form)));
            for (int round = 0; round <= ROUNDS; round++) {
                for (Runner runner : runners) {
                    runner.step(round, nanos);
                }
            }
        } finally {
            runners.forEach(runner -> runner.learner().close());
        }
        return runners.stream().collect(Collectors.toMap(Runner::form, Runner::median));
    }
}

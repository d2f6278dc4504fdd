package dev.driftline.benchmarks.step;

import dev.driftline.adapters.base.Base;
import dev.driftline.benchmarks.trial.Memory;
import dev.driftline.contracts.domain.AdapterMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the whole process holds: JVM, tensor library, base and what is trained.
 *
 * @param peakMegabytes highest resident memory from the process's beginning to the end of the large steps
 * @param flatSteps of 4 texts of 16 tokens
 * @param flatMegabytes resident memory at each tenth of them
 */
public record Footprint(double peakMegabytes, int largeSteps, int flatSteps, List<Double> flatMegabytes) {
    private static final int LARGE_STEPS = 10;
    private static final int TENTHS = 10;

    public Footprint {
        flatMegabytes = List.copyOf(flatMegabytes);
    }

    /** Comes before all other work, whose memory would be counted too; empty where the system does not tell. */
    static Optional<Footprint> measure(Base base, int flatSteps) {
        return watch(base, LARGE_STEPS, flatSteps);
    }

    static Optional<Footprint> watch(Base base, int largeSteps, int flatSteps) {
        Memory memory = new Memory();
        try (Domains large = new Domains(base, AdapterMethod.DORA, 1, 16, 128)) {
            for (int step = 0; step < largeSteps; step++) {
                large.oneByOne();
            }
        }
        Optional<Double> peak = memory.peak();
        List<Double> tenths = new ArrayList<>();
        try (Domains small = new Domains(base, AdapterMethod.DORA, 1, 4, 16)) {
            for (int step = 1; step <= flatSteps; step++) {
                small.oneByOne();
                if (step * TENTHS % flatSteps < TENTHS) {
                    memory.now().ifPresent(tenths::add);
                }
            }
        }
        return peak.map(megabytes -> new Footprint(megabytes, largeSteps, flatSteps, tenths));
    }

    double firstTenth() {
        return flatMegabytes.getFirst();
    }

    double lastTenth() {
        return flatMegabytes.getLast();
    }
}

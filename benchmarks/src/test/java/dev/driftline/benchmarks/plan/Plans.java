package dev.driftline.benchmarks.plan;

import dev.driftline.benchmarks.data.Allotment;
import dev.driftline.contracts.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plans for tests: nothing in them was read or loaded. */
public final class Plans {
    public static final Setup SETUP = setup(100, 1);

    private Plans() {}

    static Setup setup(int labelled, int threads) {
        return new Setup(
                digest("code"),
                digest("train"),
                digest("test"),
                labelled,
                Allotment.PROPORTIONAL,
                84,
                digest("base"),
                "2.7.1",
                "cpu",
                threads);
    }

    /** Three rates, three folds. */
    public static Plan of(int seeds, String... methods) {
        return with(List.of(0.3, 1.0, 3.0), seeds, methods);
    }

    public static Plan with(List<Double> grid, int seeds, String... methods) {
        Common common = new Common(8, 1e-2, Searched.ADAPTER, grid, seeds, 1000, 3);
        return new Plan(SETUP, Schedule.of(100, 0), common, Plan.contenders(List.of(methods)));
    }

    private static Digest digest(String of) {
        return Digest.of(of.getBytes(StandardCharsets.UTF_8));
    }
}

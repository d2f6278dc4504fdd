package dev.driftline.adapters.factors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.file.Factors;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Computes EDoRA's factors (Nasiri, Garraghan, arXiv 2501.12067): B A is the leading part of each weight, by a randomized SVD in
 * float64 with fixed signs.
 *
 * <p>Computed elsewhere their last bits differ, so they are computed once for a base and a rank, kept, and named by digest.
 */
public final class FactorFile {
    private static final long SEED = 0x5EED_FAC7L;
    private static final int EXTRA_COLUMNS = 8;
    private static final int POWER_STEPS = 4;

    private FactorFile() {}

    /** Safetensors with A and B of every matrix of the base, in float32: a second or two. */
    public static byte[] compute(Base base, int rank) {
        return compute(base.encoder(), rank);
    }

    static byte[] compute(Encoder encoder, int rank) {
        int most = Math.min(encoder.geometry().width(), encoder.geometry().inner());
        unless(rank >= 1 && rank <= most, "rank", "must lie in 1.." + most);
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> tensors = new ArrayList<>();
        List<Site> sites = encoder.geometry().sites();
        for (int i = 0; i < sites.size(); i++) {
            tensors.addAll(ofSite(encoder, sites.get(i), encoder.weight(i).floats(), rank, random));
        }
        return new Factors(encoder.digest(), rank, tensors).write(encoder.geometry());
    }

    /** A (fused · rank, in) and B (fused, rows, rank) of the matrices fused at a site, each taken apart on its own. */
    private static List<float[]> ofSite(Encoder encoder, Site site, float[] weight, int rank, SplittableRandom random) {
        int rows = site.rows();
        float[] a = new float[site.fused() * rank * site.in()];
        float[] b = new float[site.out() * rank];
        int columns = Math.min(rank + EXTRA_COLUMNS, Math.min(rows, site.in()));
        for (int j = 0; j < site.fused(); j++) {
            float[] own = Arrays.copyOfRange(weight, j * rows * site.in(), (j + 1) * rows * site.in());
            double[] start = Normal.draw(random, site.in() * columns);
            try (Scope scope = encoder.program().scope()) {
                List<Tensor> parts = encoder.program()
                        .call("factorise")
                        .tensor(scope.floats(own, rows, site.in()))
                        .tensor(scope.doubles(start, site.in(), columns))
                        .whole(rank)
                        .whole(POWER_STEPS)
                        .infer(scope);
                System.arraycopy(parts.get(0).floats(), 0, a, j * rank * site.in(), rank * site.in());
                System.arraycopy(parts.get(1).floats(), 0, b, j * rows * rank, rows * rank);
            }
        }
        return List.of(a, b);
    }
}

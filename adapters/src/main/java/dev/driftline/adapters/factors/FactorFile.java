package dev.driftline.adapters.factors;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.file.Factors;
import dev.driftline.adapters.program.Call;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Computes EDoRA's factors (Nasiri, Garraghan, arXiv 2501.12067): of W0 = P S Q', B = P_r and A = S_r Q_r', so that B A is the leading
 * part of each weight; by a randomized SVD (Halko, Martinsson, Tropp 2011, algorithms 4.4 and 5.1) in float64 with fixed signs. Or, as the
 * ablation, with the same singular values between orthonormal directions of chance.
 *
 * <p>Computed elsewhere their last bits differ, so they are computed once for a base and a rank, kept, and named by digest. Those of a
 * lower rank are the first of a higher one, bit for bit: all are computed as wide as the highest needs and cut.
 */
public final class FactorFile {
    private static final long SEED = 0x5EED_FAC7L;
    private static final long DIRECTIONS_SEED = 0x5EED_D12EL;
    private static final int EXTRA_COLUMNS = 8;
    private static final int POWER_STEPS = 4;

    private final Encoder encoder;
    private final FactorStart start;
    private final int rank;
    private final SplittableRandom random = new SplittableRandom(SEED);
    /** Of their own, so that the singular values are those of the SVD to the bit. */
    private final SplittableRandom directions = new SplittableRandom(DIRECTIONS_SEED);

    private FactorFile(Encoder encoder, FactorStart start, int rank) {
        int most = Math.min(
                MethodSettings.MAX_RANK,
                Math.min(encoder.geometry().width(), encoder.geometry().inner()));
        unless(rank >= 1 && rank <= most, "rank", "must lie in 1.." + most);
        this.encoder = encoder;
        this.start = start;
        this.rank = rank;
    }

    /**
     * Safetensors with A (rank, in) and B (out, rank) of every matrix of the base, in float32: some seconds.
     *
     * @throws dev.driftline.contracts.wire.InvalidValue when the rank is not in 1..64 or more than the base is wide
     */
    public static byte[] compute(Base base, FactorStart start, int rank) {
        return new FactorFile(base.encoder(), start, rank).bytes();
    }

    private byte[] bytes() {
        List<float[]> tensors = new ArrayList<>();
        List<Site> sites = encoder.sites();
        for (int i = 0; i < sites.size(); i++) {
            tensors.addAll(ofSite(sites.get(i), encoder.weight(i).floats()));
        }
        return new Factors(encoder.digest(), start, rank, tensors).write(encoder.geometry());
    }

    /** A (fused · rank, in) and B (fused, rows, rank) of the matrices fused at a site, each taken apart on its own. */
    private List<float[]> ofSite(Site site, float[] weight) {
        int rows = site.rows();
        float[] a = new float[site.fused() * rank * site.in()];
        float[] b = new float[site.out() * rank];
        for (int j = 0; j < site.fused(); j++) {
            float[] own = Arrays.copyOfRange(weight, j * rows * site.in(), (j + 1) * rows * site.in());
            try (Scope scope = encoder.program().scope()) {
                List<Tensor> parts = ofMatrix(scope, own, rows, site.in());
                System.arraycopy(parts.get(0).floats(), 0, a, j * rank * site.in(), rank * site.in());
                System.arraycopy(parts.get(1).floats(), 0, b, j * rows * rank, rows * rank);
            }
        }
        return List.of(a, b);
    }

    private List<Tensor> ofMatrix(Scope scope, float[] weight, int rows, int in) {
        int columns = Math.min(MethodSettings.MAX_RANK + EXTRA_COLUMNS, Math.min(rows, in));
        Call call = encoder.program()
                .call(start == FactorStart.SVD ? "factorise" : "directions")
                .tensor(scope.floats(weight, rows, in))
                .tensor(normal(scope, random, in, columns));
        if (start == FactorStart.RANDOM) {
            call.tensor(normal(scope, directions, rows, columns)).tensor(normal(scope, directions, in, columns));
        }
        return call.whole(rank).whole(POWER_STEPS).infer(scope);
    }

    private static Tensor normal(Scope scope, SplittableRandom random, int rows, int columns) {
        return scope.doubles(Normal.draw(random, rows * columns), rows, columns);
    }
}

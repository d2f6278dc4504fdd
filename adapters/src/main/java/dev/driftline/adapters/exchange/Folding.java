package dev.driftline.adapters.exchange;

import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Entry;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An adapter's share in the frozen matrices: W = g (W0 + s B R A) row by row, g = m / |row|; summed in float64, rounded once. */
final class Folding {
    private static final String PREFIX = "base_model.model.";

    /** Of a squared norm, as in the program that serves. */
    private static final double LEAST_SQUARE = 1e-12;

    private final double scale;
    private final boolean edora;
    private final Map<String, Floats> tensors = new HashMap<>();

    /**
     * Folds by the names in the adapter's file.
     *
     * @param factors EDoRA's A and B; null for other methods
     */
    Folding(AdapterHeader header, Safetensors adapter, @Nullable Safetensors factors) {
        scale = header.scale();
        edora = factors != null;
        if (factors != null) {
            take(factors);
        }
        take(adapter);
    }

    private void take(Safetensors file) {
        for (Entry entry : file.entries()) {
            if (entry instanceof Floats floats) {
                tensors.put(floats.name(), floats);
            }
        }
    }

    /** A part of the head. */
    float[] head(String name) {
        Floats found = tensors.get(PREFIX + name);
        if (found == null) {
            throw new InvalidValue(name, name + ": is not in the adapter");
        }
        return found.numbers();
    }

    /**
     * The matrix with the adapter folded in.
     *
     * @param frozen (out, in), row by row; left as it is
     */
    float[] fold(String module, float[] frozen, int in) {
        Floats a = tensors.get(PREFIX + module + ".lora_A.weight");
        Floats b = tensors.get(PREFIX + module + ".lora_B.weight");
        Floats m = tensors.get(PREFIX + module + ".lora_magnitude_vector");
        Floats r = tensors.get(PREFIX + module + ".lora_R.weight");
        if (a == null || b == null || (edora && r == null)) {
            return frozen;
        }
        int rank = (int) (r == null ? a : r).shape()[0];
        double[] expand = expand(b, r, rank); // (out, rank)
        float[] folded = new float[frozen.length];
        double[] row = new double[in];
        for (int out = 0; out < frozen.length / in; out++) {
            for (int j = 0; j < in; j++) {
                row[j] = frozen[out * in + j];
            }
            for (int k = 0; k < rank; k++) {
                double share = scale * expand[out * rank + k];
                for (int j = 0; j < in; j++) {
                    row[j] += share * a.numbers()[k * in + j];
                }
            }
            double gain = m == null ? 1 : m.numbers()[out] / norm(row);
            for (int j = 0; j < in; j++) {
                folded[out * in + j] = (float) (gain * row[j]);
            }
        }
        return folded;
    }

    /** Of EDoRA's factors a matrix uses the leading ones, as many as its rank. */
    private static double[] expand(Floats b, @Nullable Floats r, int rank) {
        int pitch = (int) b.shape()[1];
        double[] expand = new double[(int) b.shape()[0] * rank];
        for (int at = 0; at < expand.length; at++) {
            int row = at / rank * pitch;
            if (r == null) {
                expand[at] = b.numbers()[row + at % rank];
                continue;
            }
            for (int k = 0; k < rank; k++) {
                expand[at] += (double) b.numbers()[row + k] * r.numbers()[k * rank + at % rank];
            }
        }
        return expand;
    }

    private static double norm(double[] row) {
        double square = 0;
        for (double one : row) {
            square += one * one;
        }
        return Math.sqrt(Math.max(square, LEAST_SQUARE));
    }
}

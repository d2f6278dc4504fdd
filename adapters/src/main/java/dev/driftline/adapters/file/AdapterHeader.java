package dev.driftline.adapters.file;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.wire.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an adapter is, beside its numbers. Throws {@link dev.driftline.contracts.wire.InvalidValue} that names the field when it cannot be.
 *
 * @param rank of every matrix that {@code ranks} does not name
 * @param ranks of single matrices; null or empty without any
 * @param alpha the scale of the low-rank part is alpha / rank
 * @param base digest of the frozen weights that it was trained on
 * @param factors digest of EDoRA's factors; null for other methods
 * @param labels by their rows in the head
 * @param trainedLabels rows that have seen an example, ascending; the others never answer
 * @param sameInInt8 share of its exam that is answered alike with the base in int8; null: not examined. Below {@value #ALIKE} it is
 *     served exactly
 * @param temperature by which the head's outputs are divided when it serves; null: 1, as they are
 */
public record AdapterHeader(
        AdapterMethod method,
        int rank,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        Map<String, Integer> ranks,

        double alpha,
        Digest base,
        @Nullable Digest factors,
        List<String> labels,
        List<Integer> trainedLabels,
        @Nullable Double temperature,
        @Nullable Double sameInInt8) {
    private static final double ALIKE = 0.995;

    public AdapterHeader {
        ranks = new Ranks(rank, ranks == null ? Map.of() : ranks).own();
        unless(alpha > 0 && Double.isFinite(alpha), "alpha", "must be a positive number");
        unless(
                (factors != null) == (method == AdapterMethod.EDORA),
                "factors",
                "are named by edora, and by no other method");
        labels = List.copyOf(labels);
        unless(
                !labels.isEmpty() && new HashSet<>(labels).size() == labels.size(),
                "labels",
                "must differ from each other");
        trainedLabels = List.copyOf(trainedLabels);
        int least = 0;
        for (int label : trainedLabels) {
            unless(label >= least && label < labels.size(), "trainedLabels", "must be rows of the head, ascending");
            least = label + 1;
        }
        unless(
                temperature == null || (temperature > 0 && Double.isFinite(temperature)),
                "temperature",
                "must be a positive number");
        unless(sameInInt8 == null || (sameInInt8 >= 0 && sameInInt8 <= 1), "sameInInt8", "must lie in 0..1");
    }

    /** One that serves the head's outputs as they are. */
    public AdapterHeader(
            AdapterMethod method,
            int rank,
            @Nullable Map<String, Integer> ranks,
            double alpha,
            Digest base,
            @Nullable Digest factors,
            List<String> labels,
            List<Integer> trainedLabels) {
        this(method, rank, ranks, alpha, base, factors, labels, trainedLabels, null, null);
    }

    /** The same at another temperature; 1 is not written down. */
    public AdapterHeader withTemperature(double other) {
        return new AdapterHeader(
                method,
                rank,
                ranks,
                alpha,
                base,
                factors,
                labels,
                trainedLabels,
                other == 1 ? null : other,
                sameInInt8);
    }

    /** The same, with the share of its exam that int8 answers alike. */
    public AdapterHeader alikeInInt8(double share) {
        return new AdapterHeader(method, rank, ranks, alpha, base, factors, labels, trainedLabels, temperature, share);
    }

    /** Whether the base may answer for it in int8. */
    public boolean holdsInInt8() {
        return sameInInt8 != null && sameInInt8 >= ALIKE;
    }

    /** Weights or biases of the head as they serve: their outputs are then divided by the temperature. */
    public float[] tempered(float[] head) {
        if (temperature == null) {
            return head;
        }
        float[] divided = new float[head.length];
        for (int i = 0; i < head.length; i++) {
            divided[i] = (float) (head[i] / temperature);
        }
        return divided;
    }

    /** The rank of every matrix. */
    public Ranks ranking() {
        return new Ranks(rank, ranks == null ? Map.of() : ranks);
    }

    /** alpha / rank, whatever rank a single matrix has. */
    public double scale() {
        return alpha / rank;
    }
}

package dev.driftline.adapters.base;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Matrix;
import dev.driftline.contracts.domain.Ranks;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An encoder's measures.
 *
 * @param width numbers of a token's state
 * @param heads of attention, each of width / heads numbers
 * @param inner width of the feed-forward layer
 * @param epsilon added to the variance in every layer norm
 */
public record Geometry(int layers, int width, int heads, int inner, double epsilon) {
    /** BERT's own. */
    public static final double BERT_EPSILON = 1e-12;

    /**
     * One linear layer as the program multiplies it.
     *
     * @param layer counted from 0
     * @param matrices fused in it
     * @param modules the same by their names in the model's own checkpoint
     * @param out outputs of all of them together: the weight is (out, in)
     * @param in inputs, which they share
     */
    public record Site(int layer, List<Matrix> matrices, List<String> modules, int out, int in) {
        /** Matrices fused here. */
        public int fused() {
            return modules.size();
        }

        /** Ranks of the matrices fused here, in their order; 0: that one carries no adapter. */
        public int[] ranks(Ranks ranks) {
            return matrices.stream().mapToInt(matrix -> ranks.of(layer, matrix)).toArray();
        }

        /** The largest of them: where one has less, the program's tensors are filled up with zeros. */
        public int most(Ranks ranks) {
            return Arrays.stream(ranks(ranks)).max().orElseThrow();
        }

        /** Outputs of one matrix. */
        public int rows() {
            return out / modules.size();
        }
    }

    /** Sites in the program's order: query-key-value, attention out, up, down of each layer. */
    public List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            String path = "encoder.layer." + layer + ".";
            String self = path + "attention.self.";
            List<String> fused = List.of(self + "query", self + "key", self + "value");
            sites.add(new Site(layer, List.of(Matrix.QUERY, Matrix.KEY, Matrix.VALUE), fused, 3 * width, width));
            sites.add(one(layer, Matrix.ATTENTION_OUTPUT, path + "attention.output.dense", width, width));
            sites.add(one(layer, Matrix.FFN_UP, path + "intermediate.dense", inner, width));
            sites.add(one(layer, Matrix.FFN_DOWN, path + "output.dense", width, inner));
        }
        return sites;
    }

    /** Throws {@link InvalidValue} where ranks are too high for a matrix, name a layer that is not there, or leave a method without any. */
    public void require(AdapterMethod method, Ranks ranks) {
        int most = Math.min(width, inner);
        unless(ranks.usual() <= most, "rank", tooHigh(most));
        ranks.own().forEach((name, rank) -> unless(rank <= most, "ranks." + name, tooHigh(most)));
        for (String name : ranks.own().keySet()) {
            int dot = name.indexOf('.');
            unless(
                    dot < 0 || Integer.parseInt(name.substring(0, dot)) < layers,
                    "ranks." + name,
                    "names a layer that the base lacks: it has 0.." + (layers - 1));
        }
        unless(
                method == AdapterMethod.HEAD || sites().stream().anyMatch(site -> site.most(ranks) > 0),
                "ranks",
                "leave no matrix with an adapter: give one a rank, or choose the method head");
    }

    private static String tooHigh(int most) {
        return "must be at most " + most + ": the base is no wider";
    }

    private static Site one(int layer, Matrix matrix, String module, int out, int in) {
        return new Site(layer, List.of(matrix), List.of(module), out, in);
    }
}

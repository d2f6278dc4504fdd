package dev.driftline.adapters.base;

import java.util.ArrayList;
import java.util.List;

/**
 * An encoder's measures.
 *
 * @param inner width of the feed-forward layer
 * @param epsilon added to the variance in every layer norm
 */
public record Geometry(int layers, int width, int heads, int inner, double epsilon) {
    /** BERT's own. */
    public static final double BERT_EPSILON = 1e-12;

    /**
     * One linear layer as the program multiplies it.
     *
     * @param modules the matrices fused in it, by their names in the model's own checkpoint
     * @param out outputs of all of them together
     */
    public record Site(List<String> modules, int out, int in) {
        /** Matrices fused here. */
        public int fused() {
            return modules.size();
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
            sites.add(new Site(List.of(self + "query", self + "key", self + "value"), 3 * width, width));
            sites.add(new Site(List.of(path + "attention.output.dense"), width, width));
            sites.add(new Site(List.of(path + "intermediate.dense"), inner, width));
            sites.add(new Site(List.of(path + "output.dense"), width, inner));
        }
        return sites;
    }
}

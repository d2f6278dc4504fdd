package dev.driftline.adapters.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.program.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Writes the graph of one text's answer: the encoder of the program (encoder.py.txt) with an adapter at every site, whose numbers a call
 * hands in, whatever its method:
 *
 * <pre>y = gain (W x + B R A x) + bias</pre>
 *
 * <p>or, faster, of an encoder without places for an adapter: y = W x + bias.
 *
 * <p>The bias is added by what comes behind: attention, the residual's norm, GELU. In shapes t are tokens, d the base's width, k the rank
 * of all matrices of a site together; k 0 is no adapter.
 */
final class AdaptedEncoder {
    /** The mean of a text's last states (1, d). */
    static final String POOLED = "pooled";

    /** Probabilities (1, labels). */
    static final String SCORES = "scores";

    /** Of the base's own tensors by their place in {@link Encoder#weights}. */
    static String base(int place) {
        return "base" + place;
    }

    /** A site's matrix in bytes (in, out): by what it is multiplied, a number for each output. */
    static String bytes(int site) {
        return "bytes" + site;
    }

    static String scales(int site) {
        return "scales" + site;
    }

    static String zeros(int site) {
        return "zeros" + site;
    }

    private final Graph graph = new Graph();
    private final Geometry geometry;
    private final List<Geometry.Site> sites;
    private final List<Tensor> weights;
    private final boolean int8;
    private final boolean adapted;

    private AdaptedEncoder(Encoder encoder, boolean int8, boolean adapted) {
        this.adapted = adapted;
        this.geometry = encoder.geometry();
        this.sites = encoder.sites();
        this.weights = encoder.weights();
        this.int8 = int8;
    }

    /**
     * @param int8 whether the base's matrices are bytes
     * @param adapted whether sites have a place for an adapter
     */
    static byte[] graph(Encoder encoder, boolean int8, boolean adapted) {
        AdaptedEncoder writer = new AdaptedEncoder(encoder, int8, adapted);
        writer.write();
        return writer.graph.bytes();
    }

    private void write() {
        String ids = graph.input("ids", DataType.INT64, "t");
        String places = graph.input("places", DataType.INT64, "t");
        String sum = graph.node(
                "Add", graph.node("Gather", weight(0), ids), graph.node("Gather", weight(1), places)); // (t,d)
        String x = graph.node(
                "LayerNormalization",
                Map.of("axis", -1, "epsilon", geometry.epsilon()),
                sum,
                weight(2),
                weight(3)); // (t,d)
        for (int layer = 0; layer < geometry.layers(); layer++) {
            x = layer(layer, x);
        }
        graph.named(POOLED, "ReduceMean", x, graph.wholes(0)); // (1,d)
        graph.output(POOLED);
        String head = graph.input("head", DataType.FLOAT, "labels", geometry.width());
        String bias = graph.input("bias", DataType.FLOAT, "labels");
        graph.named(SCORES, "Softmax", times(POOLED, head, bias));
        graph.output(SCORES);
    }

    private String layer(int layer, String x) {
        int first = 4 + layer * 12;
        String one = graph.wholes(0);
        String[] qkv = graph.split(graph.node("Unsqueeze", site(layer * 4, x), one), 3); // (1,t,d) each
        String h = graph.node(
                "MultiHeadAttention",
                Map.of("num_heads", geometry.heads()),
                qkv[0],
                qkv[1],
                qkv[2],
                weight(first + 1)); // (1,t,d)
        h = graph.node("Squeeze", h, one); // (t,d)
        h = norm(site(layer * 4 + 1, h), x, first + 8, first + 3);
        String wide = graph.node("BiasGelu", site(layer * 4 + 2, h), weight(first + 5)); // (t,f)
        return norm(site(layer * 4 + 3, wide), h, first + 10, first + 7);
    }

    /** Of y + bias + x. */
    private String norm(String y, String x, int gain, int bias) {
        return graph.node(
                "SkipLayerNormalization",
                Map.of("epsilon", geometry.epsilon()),
                y,
                x,
                weight(gain),
                weight(gain + 1),
                weight(bias));
    }

    /** One adapted linear layer without its bias: x (t,i) to (t,o). */
    private String site(int site, String x) {
        Geometry.Site shape = sites.get(site);
        if (!adapted) {
            return frozen(site, shape, x);
        }
        String rank = "k" + site;
        String a = graph.input("a" + site, DataType.FLOAT, rank, shape.in());
        String r = graph.input("r" + site, DataType.FLOAT, rank, rank);
        String b = graph.input("b" + site, DataType.FLOAT, shape.out(), rank);
        String gain = graph.input("gain" + site, DataType.FLOAT, shape.out());
        String low = low(low(x, a), r); // (t,k)
        return graph.node("Mul", times(low, b, frozen(site, shape, x)), gain);
    }

    private String frozen(int site, Geometry.Site shape, String x) {
        if (!int8) {
            return times(x, weight(Encoder.place(site)));
        }
        return graph.node(
                "DynamicQuantizeMatMul",
                x,
                graph.weight(bytes(site), DataType.INT8, shape.in(), shape.out()),
                graph.weight(scales(site), DataType.FLOAT, shape.out()),
                graph.weight(zeros(site), DataType.INT8, shape.out()));
    }

    /** First (t,p) by the rows of the second (q,p), and the third (t,q) added: (t,q). */
    private String times(String... inputs) {
        return graph.node("Gemm", Map.of("transB", 1), inputs);
    }

    /** As {@link #times}, by the operator that is the faster where the second is narrow. */
    private String low(String x, String w) {
        return graph.node("FusedMatMul", Map.of("transB", 1), x, w);
    }

    private String weight(int place) {
        return graph.weight(base(place), DataType.FLOAT, weights.get(place).shape());
    }
}

package dev.driftline.adapters.base;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Finds a BERT encoder's weights by following its graph from the word lookup to the output. Names in the file are not trusted: the
 * exporter calls matrices by running numbers.
 */
final class OnnxEncoder {
    private final OnnxGraph graph;
    private final Map<String, Weights.Values> found = new LinkedHashMap<>();
    private int width;
    private int heads;
    private int inner;
    private double epsilon;

    private OnnxEncoder(OnnxGraph graph) {
        this.graph = graph;
    }

    static Weights read(byte[] file) {
        return new OnnxEncoder(OnnxGraph.parse(file)).walk();
    }

    private Weights walk() {
        TensorProto words = graph.lookup("input_ids");
        width = Math.toIntExact(words.getDims(1));
        lookup("embeddings.word_embeddings", words);
        lookup("embeddings.position_embeddings", graph.lookup(null));
        lookup("embeddings.token_type_embeddings", graph.lookup("token_type_ids"));
        NodeProto gather = graph.next("input_ids", "Gather", true);
        String state = norm(
                "embeddings.LayerNorm",
                graph.next(gather.getOutput(0), "ReduceMean", false).getInput(0));
        int layers = 0;
        while (!state.equals(graph.output())) {
            state = layer("encoder.layer." + layers + ".", state);
            layers++;
        }
        return new Weights(new Geometry(layers, width, heads, inner, epsilon), 0, found);
    }

    private void lookup(String name, TensorProto table) {
        long rows = table.getDims(0);
        found.put(name + ".weight", new Weights.Values(OnnxGraph.floats(table, rows, width), rows, width));
    }

    /** From a layer's input to its output. */
    private String layer(String path, String state) {
        List<NodeProto> projections = graph.readers(state, "MatMul");
        if (projections.size() != 3) {
            throw new IllegalStateException(path + " reads its input " + projections.size() + " times, not 3");
        }
        String value = "";
        for (NodeProto projection : projections) {
            String part = part(projection);
            String out = dense(path + "attention.self." + part, projection, width, width);
            if (part.equals("value")) {
                value = out;
            } else if (part.equals("query")) {
                heads = headsOf(out);
            }
        }
        String mixed = graph.next(value, "MatMul", false).getOutput(0);
        String attended = dense(path + "attention.output.dense", graph.next(mixed, "MatMul", true), width, width);
        String middle = norm(path + "attention.output.LayerNorm", residual(attended));
        NodeProto up = graph.readers(middle, "MatMul").getFirst();
        inner = Math.toIntExact(graph.weight(up).getDims(1));
        String wide = dense(path + "intermediate.dense", up, width, inner);
        String narrow = dense(path + "output.dense", graph.next(wide, "MatMul", true), inner, width);
        return norm(path + "output.LayerNorm", residual(narrow));
    }

    /** Whether a projection of the input is the query, the key or the value: by its place in the products behind it. */
    private String part(NodeProto projection) {
        String heads = graph.next(projection.getOutput(0), "Transpose", false).getOutput(0);
        NodeProto product = graph.readers(heads, "MatMul").getFirst();
        if (graph.maker(product.getInput(0)).getOpType().equals("Softmax")) {
            return "value";
        }
        return product.getInput(0).equals(heads) ? "query" : "key";
    }

    /** Heads, from the constants of the reshape (examples, tokens, heads, width / heads) behind the query. */
    private int headsOf(String query) {
        NodeProto reshape = graph.readers(query, "Reshape").getFirst();
        NodeProto shape = graph.maker(reshape.getInput(1));
        TensorProto third = graph.constant(shape.getInput(2));
        return Math.toIntExact(third.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong());
    }

    /** A linear layer: MatMul with (in, out), which is turned to (out, in), and the Add of its bias. Returns what it makes. */
    private String dense(String name, NodeProto product, int in, int out) {
        Supplier<float[]> numbers = OnnxGraph.floats(graph.weight(product), in, out);
        NodeProto bias = graph.readers(product.getOutput(0), "Add").getFirst();
        found.put(name + ".weight", new Weights.Values(() -> Weights.transpose(numbers.get(), in, out), out, in));
        found.put(name + ".bias", new Weights.Values(OnnxGraph.floats(graph.weight(bias), out), out));
        return bias.getOutput(0);
    }

    private String residual(String tensor) {
        NodeProto sum = graph.readers(tensor, "Add").getFirst();
        if (graph.holdsWeight(sum)) {
            throw new IllegalStateException(tensor + " has no residual behind it");
        }
        return sum.getOutput(0);
    }

    /** A layer norm written out: Sub, Div, Mul by the gain, Add of the bias. Returns what it makes. */
    private String norm(String name, String tensor) {
        NodeProto division = graph.next(tensor, "Div", false);
        NodeProto gain = graph.next(division.getOutput(0), "Mul", true);
        NodeProto bias = graph.readers(gain.getOutput(0), "Add").getFirst();
        found.put(name + ".weight", new Weights.Values(OnnxGraph.floats(graph.weight(gain), width), width));
        found.put(name + ".bias", new Weights.Values(OnnxGraph.floats(graph.weight(bias), width), width));
        epsilon = epsilon(division);
        return bias.getOutput(0);
    }

    /** What a norm adds under its root: the decimal number that its float32 stands for. */
    private double epsilon(NodeProto division) {
        NodeProto sum = graph.maker(graph.maker(division.getInput(1)).getInput(0));
        float[] constant = OnnxGraph.floats(graph.weight(sum)).get();
        return Double.parseDouble(Float.toString(constant[0]));
    }
}

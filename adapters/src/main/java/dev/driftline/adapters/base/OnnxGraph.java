package dev.driftline.adapters.base;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An ONNX file as a graph that can be followed: who reads a tensor, and which weights a node holds. */
final class OnnxGraph {
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final Map<String, List<NodeProto>> readers = new HashMap<>();
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final List<NodeProto> nodes;
    private final String output;

    private OnnxGraph(GraphProto graph) {
        nodes = graph.getNodeList();
        output = graph.getOutput(0).getName();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        for (NodeProto node : nodes) {
            if (node.getOpType().equals("Constant")) {
                constants.put(node.getOutput(0), node.getAttribute(0).getT());
            }
            node.getOutputList().forEach(name -> makers.put(name, node));
            for (String name : node.getInputList()) {
                readers.computeIfAbsent(name, none -> new ArrayList<>()).add(node);
            }
        }
    }

    static OnnxGraph parse(byte[] file) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(file);
            in.enableAliasing(true);
            return new OnnxGraph(ModelProto.parseFrom(in).getGraph());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of what the graph answers with. */
    String output() {
        return output;
    }

    /** Nodes of an operator that read a tensor directly. */
    List<NodeProto> readers(String tensor, String operator) {
        return readers.getOrDefault(tensor, List.of()).stream()
                .filter(node -> node.getOpType().equals(operator))
                .toList();
    }

    /** The one Gather that looks up rows of a weight by {@code input}; null: by anything but the graph's named inputs. */
    TensorProto lookup(@Nullable String input) {
        return nodes.stream()
                .filter(node -> node.getOpType().equals("Gather") && constants.containsKey(node.getInput(0)))
                .filter(node -> input == null
                        ? makers.containsKey(node.getInput(1))
                                && constant(node.getInput(0)).getDimsCount() == 2
                        : node.getInput(1).equals(input))
                .findFirst()
                .map(node -> constant(node.getInput(0)))
                .orElseThrow(() -> new IllegalStateException("the ONNX file looks up no weight by " + input));
    }

    /** The nearest node of an operator that lies behind a tensor, with a weight among its inputs if asked. */
    NodeProto next(String tensor, String operator, boolean weighted) {
        Deque<String> open = new ArrayDeque<>(List.of(tensor));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (NodeProto node : readers.getOrDefault(open.remove(), List.of())) {
                if (node.getOpType().equals(operator) && (!weighted || holdsWeight(node))) {
                    return node;
                }
                node.getOutputList().stream().filter(seen::add).forEach(open::add);
            }
        }
        throw new IllegalStateException("the ONNX file has no " + operator + " behind " + tensor);
    }

    NodeProto maker(String tensor) {
        NodeProto node = makers.get(tensor);
        if (node == null) {
            throw new IllegalStateException("nothing in the ONNX file makes " + tensor);
        }
        return node;
    }

    boolean holdsWeight(NodeProto node) {
        return node.getInputList().stream().anyMatch(constants::containsKey);
    }

    /** The weight among a node's inputs. */
    TensorProto weight(NodeProto node) {
        return node.getInputList().stream()
                .filter(constants::containsKey)
                .findFirst()
                .map(this::constant)
                .orElseThrow(() -> new IllegalStateException("no weight in " + node.getName()));
    }

    TensorProto constant(String name) {
        TensorProto tensor = constants.get(name);
        if (tensor == null) {
            throw new IllegalStateException(name + " is no constant of the ONNX file");
        }
        return tensor;
    }

    /** Reads a float32 weight's numbers when asked; its shape is checked now. */
    static Supplier<float[]> floats(TensorProto tensor, long... shape) {
        List<Long> wanted = Arrays.stream(shape).boxed().toList();
        if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber()
                || !tensor.getDimsList().equals(wanted)) {
            throw new IllegalStateException("weight " + tensor.getName() + " has shape " + tensor.getDimsList()
                    + ", not " + wanted + ", or is not float32");
        }
        return () -> {
            ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(values);
            return values;
        };
    }
}

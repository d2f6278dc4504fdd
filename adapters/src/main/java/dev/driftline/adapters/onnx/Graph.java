package dev.driftline.adapters.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Writes an ONNX graph, node by node. Tensors are strings; every node makes one tensor, unless it says otherwise. */
final class Graph {
    /** Of the format and of its operators; a newer ONNX Runtime reads them still. */
    private static final int FORMAT = 9;

    private static final int OPERATORS = 18;

    /** ONNX Runtime's own operators. */
    private static final String OWN = "com.microsoft";

    private static final Set<String> OWNED =
            Set.of("BiasGelu", "DynamicQuantizeMatMul", "FusedMatMul", "MultiHeadAttention", "SkipLayerNormalization");

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("encoder");
    private int made;

    /** What a call hands in; a name in place of a number of {@code shape} is any number. */
    String input(String name, TensorProto.DataType type, Object... shape) {
        graph.addInput(value(name, type, shape));
        return name;
    }

    void output(String tensor) {
        graph.addOutput(value(tensor, TensorProto.DataType.FLOAT));
    }

    /** A weight whose numbers are handed to the session. */
    String weight(String name, TensorProto.DataType type, long... shape) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(Arrays.stream(shape).boxed().toList())
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("memory")));
        return name;
    }

    /** Small whole numbers that an operator wants as a tensor. */
    String wholes(long... values) {
        String name = "constant" + made++;
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length)
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return name;
    }

    String node(String operator, String... inputs) {
        return node(operator, Map.of(), inputs);
    }

    /** @param attributes whole numbers are integers, others floats */
    String node(String operator, Map<String, Number> attributes, String... inputs) {
        String output = operator + made++;
        add(operator, attributes, inputs, output);
        return output;
    }

    /** Makes a tensor that is to have this name. */
    void named(String output, String operator, String... inputs) {
        add(operator, Map.of(), inputs, output);
    }

    /** Parts of like width of a tensor's last dimension. */
    String[] split(String input, int parts) {
        String[] outputs = new String[parts];
        for (int i = 0; i < parts; i++) {
            outputs[i] = "Split" + made++;
        }
        add("Split", Map.of("axis", -1, "num_outputs", parts), new String[] {input}, outputs);
        return outputs;
    }

    private void add(String operator, Map<String, Number> attributes, String[] inputs, String... outputs) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(operator)
                .setDomain(OWNED.contains(operator) ? OWN : "")
                .addAllInput(Arrays.asList(inputs))
                .addAllOutput(Arrays.asList(outputs));
        attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
        graph.addNode(node);
    }

    private static AttributeProto attribute(String name, Number value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        return value instanceof Integer whole
                ? attribute
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(whole)
                        .build()
                : attribute
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(value.floatValue())
                        .build();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, Object... shape) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
        if (shape.length > 0) {
            TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
            for (Object size : shape) {
                dimensions.addDim(
                        size instanceof String any
                                ? TensorShapeProto.Dimension.newBuilder().setDimParam(any)
                                : TensorShapeProto.Dimension.newBuilder().setDimValue(((Number) size).longValue()));
            }
            tensor.setShape(dimensions);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(OWN).setVersion(1))
                .build()
                .toByteArray();
    }
}

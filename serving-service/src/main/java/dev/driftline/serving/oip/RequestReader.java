package dev.driftline.serving.oip;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.intake.ClientWords;
import dev.driftline.serving.tensors.InferCall;
import dev.driftline.serving.tensors.Input;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a request for inference: JSON, then the tensors that it says are binary; whatever else is refused by the field at fault. */
final class RequestReader {
    private static final Set<String> FIELDS = Set.of("id", "parameters", "inputs", "outputs");
    private static final Set<String> INPUT_FIELDS = Set.of("name", "shape", "datatype", "parameters", "data");
    private static final Set<String> OUTPUT_FIELDS = Set.of("name", "parameters");
    private static final int MOST_TENSORS = 16;
    private static final int MOST_DIMENSIONS = 16;
    private static final int LONGEST_ID = 256;

    private final String model;
    private final String version;
    private final ByteBuffer binary;

    private RequestReader(String model, String version, ByteBuffer binary) {
        this.model = model;
        this.version = version;
        this.binary = binary;
    }

    /**
     * A request, and how it wants its answer carried.
     *
     * @param id null: it has none
     * @param binaryOutputs the outputs that come in binary form
     */
    record Request(InferCall call, @Nullable String id, Set<String> binaryOutputs) {
        Request {
            binaryOutputs = Set.copyOf(binaryOutputs);
        }
    }

    static Request read(String model, String version, byte[] body, @Nullable String jsonLength) {
        int json = jsonLength(body.length, jsonLength);
        ByteBuffer binary = ByteBuffer.wrap(body, json, body.length - json);
        byte[] text = json == body.length ? body : Arrays.copyOf(body, json);
        return new RequestReader(model, version, binary).request(Json.tree("body", text));
    }

    /** Whether the body of a request for the index, empty or JSON, asks for ready models alone. */
    static boolean readyOnly(byte[] body) {
        if (body.length == 0) {
            return false;
        }
        JsonNode ready =
                object("body", Json.tree("body", body), Set.of("ready")).path("ready");
        unless(ready.isBoolean() || ready.isMissingNode(), "ready", "must be true or false");
        return ready.booleanValue();
    }

    private static int jsonLength(int whole, @Nullable String told) {
        if (told == null) {
            return whole;
        }
        boolean fits = told.matches("[0-9]{1,9}") && Integer.parseInt(told) <= whole;
        unless(
                fits,
                OipResource.JSON_LENGTH,
                "must be the number of bytes of JSON at the body's beginning, at most the body's " + whole);
        return Integer.parseInt(told);
    }

    private Request request(JsonNode body) {
        object("body", body, FIELDS);
        JsonNode id = body.path("id");
        unless(
                id.isMissingNode() || (id.isTextual() && id.textValue().length() <= LONGEST_ID),
                "id",
                "must be a string of at most " + LONGEST_ID + " characters");
        Map<String, Object> parameters = new HashMap<>(Parameters.read("parameters", body.path("parameters")));
        boolean binaryByDefault = Parameters.flag("parameters", parameters.remove("binary_data_output"), false);
        List<Input> inputs = new ArrayList<>();
        for (JsonNode input : array("inputs", body.path("inputs"))) {
            inputs.add(input("inputs[" + inputs.size() + "]", input));
        }
        unless(
                !binary.hasRemaining(),
                "body",
                binary.remaining() + " bytes follow the JSON and the tensors whose binary_data_size it tells");
        List<String> outputs = new ArrayList<>();
        Set<String> inBinary = new HashSet<>();
        JsonNode wanted = body.path("outputs");
        for (JsonNode output : wanted.isMissingNode() ? List.<JsonNode>of() : array("outputs", wanted)) {
            String where = "outputs[" + outputs.size() + "]";
            outputs.add(
                    text(where + ".name", object(where, output, OUTPUT_FIELDS).path("name")));
            if (outputInBinary(where + ".parameters", output.path("parameters"), binaryByDefault)) {
                inBinary.add(outputs.getLast());
            }
        }
        if (outputs.isEmpty() && binaryByDefault) {
            inBinary.addAll(AnswerWriter.ALL);
        }
        return new Request(
                new InferCall(model, version, parameters, inputs, outputs),
                id.isMissingNode() ? null : id.textValue(),
                inBinary);
    }

    private static boolean outputInBinary(String where, JsonNode node, boolean byDefault) {
        Map<String, Object> parameters = new HashMap<>(Parameters.read(where, node));
        boolean inBinary = Parameters.flag(where, parameters.remove("binary_data"), byDefault);
        Parameters.none(where, parameters, "binary_data");
        return inBinary;
    }

    private Input input(String where, JsonNode input) {
        object(where, input, INPUT_FIELDS);
        String name = text(where + ".name", input.path("name"));
        Map<String, Object> parameters =
                new HashMap<>(Parameters.read(where + ".parameters", input.path("parameters")));
        Object size = parameters.remove("binary_data_size");
        Parameters.none(where + ".parameters", parameters, "binary_data_size");
        unless(
                (size == null) == input.has("data"),
                where,
                "must have either data or the parameter binary_data_size, and not both");
        return new Input(
                name,
                text(where + ".datatype", input.path("datatype")),
                shape(where + ".shape", input.path("shape")),
                size == null
                        ? new JsonElements(input.path("data"))
                        : BinaryElements.take(binary, where + ".parameters.binary_data_size", size));
    }

    private static List<Long> shape(String where, JsonNode shape) {
        unless(
                shape.isArray() && shape.size() <= MOST_DIMENSIONS,
                where,
                "must be an array such as [2], with at most " + MOST_DIMENSIONS + " numbers");
        List<Long> all = new ArrayList<>();
        for (JsonNode dimension : shape) {
            unless(
                    dimension.isIntegralNumber() && dimension.canConvertToLong() && dimension.longValue() >= 0,
                    where + "[" + all.size() + "]",
                    "must be an integer of 0 or more, such as 1.." + Question.MAX_TEXTS);
            all.add(dimension.longValue());
        }
        return all;
    }

    private static JsonNode array(String where, JsonNode node) {
        unless(
                node.isArray() && node.size() <= MOST_TENSORS,
                where,
                "must be an array of tensors, at most " + MOST_TENSORS);
        return node;
    }

    private static String text(String where, JsonNode node) {
        unless(node.isTextual(), where, "must be a string");
        return node.textValue();
    }

    private static JsonNode object(String where, @Nullable JsonNode node, Set<String> fields) {
        JsonNode there = node == null ? MissingNode.getInstance() : node;
        unless(there.isObject(), where, "must be a JSON object of " + String.join(", ", fields));
        for (String field : (Iterable<String>) there::fieldNames) {
            if (!fields.contains(field)) {
                String told = ClientWords.brief(field);
                throw new InvalidValue(
                        told, told + ": is not a field of " + where + ": there are " + String.join(", ", fields));
            }
        }
        return there;
    }
}

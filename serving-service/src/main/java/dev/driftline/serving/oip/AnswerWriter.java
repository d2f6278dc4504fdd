package dev.driftline.serving.oip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.oip.RequestReader.Request;
import dev.driftline.serving.tensors.Answer;
import dev.driftline.serving.tensors.Bytes;
import dev.driftline.serving.tensors.Model;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

/** Writes an answer: JSON, then the tensors that were asked for in binary form. */
final class AnswerWriter {
    static final Set<String> ALL = Set.of(Model.LABEL, Model.SCORES);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Answer answer;
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    private AnswerWriter(Answer answer) {
        this.answer = answer;
    }

    static Response write(Request request, Answer answer) {
        return new AnswerWriter(answer).write(request);
    }

    private Response write(Request request) {
        ObjectNode head = NODES.objectNode();
        head.put("model_name", answer.model()).put("model_version", answer.version());
        if (request.id() != null) {
            head.put("id", request.id());
        }
        ObjectNode parameters = head.putObject("parameters");
        answer.parameters().forEach((name, value) -> put(parameters, name, value));
        ArrayNode outputs = head.putArray("outputs");
        answer.outputs()
                .forEach(
                        name -> outputs.add(output(name, request.binaryOutputs().contains(name))));
        byte[] json = Json.bytes(head);
        if (binary.size() == 0) {
            return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(json.length + binary.size());
        body.writeBytes(json);
        body.writeBytes(binary.toByteArray());
        return Response.ok(body.toByteArray(), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(OipResource.JSON_LENGTH, json.length)
                .build();
    }

    private ObjectNode output(String name, boolean inBinary) {
        boolean label = name.equals(Model.LABEL);
        ObjectNode output = NODES.objectNode().put("name", name).put("datatype", label ? Model.BYTES : Model.FP32);
        ArrayNode shape = output.putArray("shape").add(answer.rows());
        if (!label) {
            shape.add(answer.labels().size());
        }
        if (inBinary) {
            byte[] raw = label ? Bytes.raw(answer.best()) : Bytes.rawFloats(answer.scores());
            output.putObject("parameters").put("binary_data_size", raw.length);
            binary.writeBytes(raw);
        } else {
            output.set("data", label ? texts(answer.best()) : floats(answer.scores()));
        }
        return output;
    }

    private static JsonNode texts(List<String> all) {
        ArrayNode array = NODES.arrayNode(all.size());
        all.forEach(array::add);
        return array;
    }

    private static JsonNode floats(List<Float> all) {
        ArrayNode array = NODES.arrayNode(all.size());
        all.forEach(array::add);
        return array;
    }

    private static void put(ObjectNode parameters, String name, Object value) {
        if (value instanceof Long number) {
            parameters.put(name, number);
        } else {
            parameters.put(name, value.toString());
        }
    }
}

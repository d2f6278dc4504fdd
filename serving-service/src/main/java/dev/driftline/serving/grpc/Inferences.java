package dev.driftline.serving.grpc;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.google.protobuf.ByteString;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.grpc.Work.Caller;
import dev.driftline.serving.grpc.Work.Result;
import dev.driftline.serving.grpc.wire.InferParameter;
import dev.driftline.serving.grpc.wire.InferTensorContents;
import dev.driftline.serving.grpc.wire.ModelInferRequest;
import dev.driftline.serving.grpc.wire.ModelInferRequest.InferInputTensor;
import dev.driftline.serving.grpc.wire.ModelInferRequest.InferRequestedOutputTensor;
import dev.driftline.serving.grpc.wire.ModelInferResponse;
import dev.driftline.serving.grpc.wire.ModelInferResponse.InferOutputTensor;
import dev.driftline.serving.intake.ClientWords;
import dev.driftline.serving.tensors.Answer;
import dev.driftline.serving.tensors.Bytes;
import dev.driftline.serving.tensors.InferCall;
import dev.driftline.serving.tensors.Inference;
import dev.driftline.serving.tensors.Input;
import dev.driftline.serving.tensors.Model;
import dev.driftline.serving.tensors.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts requests for inference into tensors and answers into messages, raw where the request was raw. Many threads. */
final class Inferences {
    private static final int MOST_TENSORS = 16;
    private static final int LONGEST_ID = 256;
    private final Inference inference;

    Inferences(Inference inference) {
        this.inference = inference;
    }

    Result<ModelInferResponse> infer(Raw.Message message, Caller caller) {
        return Messages.read(
                message, ModelInferRequest::parseFrom, request -> answer(request, caller), inference::refused);
    }

    private Result<ModelInferResponse> answer(ModelInferRequest request, Caller caller) {
        return switch (inference.infer(call(request), caller.patience(), caller.gone())) {
            case Outcome.Answered(var answer) -> new Result.Answer<>(response(request, answer));
            case Outcome.Refused refused -> new Result.Refusal<>(refused);
        };
    }

    private static InferCall call(ModelInferRequest request) {
        int inputs = request.getInputsCount();
        int raw = request.getRawInputContentsCount();
        unless(request.getId().length() <= LONGEST_ID, "id", "must be at most " + LONGEST_ID + " characters");
        unless(inputs <= MOST_TENSORS, "inputs", "must be at most " + MOST_TENSORS + " tensors");
        unless(request.getOutputsCount() <= MOST_TENSORS, "outputs", "must be at most " + MOST_TENSORS + " tensors");
        unless(
                raw == 0 || raw == inputs,
                "raw_input_contents",
                "must be one for each of the " + inputs + " inputs, or none; there are " + raw);
        List<Input> tensors = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            InferInputTensor tensor = request.getInputs(i);
            String where = "inputs[" + i + "]";
            none(where, tensor.getParametersMap());
            unless(raw == 0 || !tensor.hasContents(), where + ".contents", "must not stand beside raw_input_contents");
            Input.Elements elements =
                    raw == 0 ? new Contents(tensor.getContents()) : new RawContents(request.getRawInputContents(i));
            tensors.add(new Input(tensor.getName(), tensor.getDatatype(), tensor.getShapeList(), elements));
        }
        request.getOutputsList()
                .forEach(output -> none("outputs." + ClientWords.brief(output.getName()), output.getParametersMap()));
        Map<String, Object> parameters = new HashMap<>();
        request.getParametersMap().forEach((name, value) -> parameters.put(name, value(name, value)));
        List<String> outputs = request.getOutputsList().stream()
                .map(InferRequestedOutputTensor::getName)
                .toList();
        return new InferCall(request.getModelName(), request.getModelVersion(), parameters, tensors, outputs);
    }

    private static void none(String where, Map<String, InferParameter> parameters) {
        unless(parameters.isEmpty(), where + ".parameters", "there are none of a tensor: leave them out");
    }

    private static Object value(String name, InferParameter parameter) {
        return switch (parameter.getParameterChoiceCase()) {
            case BOOL_PARAM -> parameter.getBoolParam();
            case INT64_PARAM -> parameter.getInt64Param();
            case STRING_PARAM -> parameter.getStringParam();
            case DOUBLE_PARAM -> parameter.getDoubleParam();
            case UINT64_PARAM -> parameter.getUint64Param();
            case PARAMETERCHOICE_NOT_SET ->
                throw new InvalidValue(
                        ClientWords.brief(name), ClientWords.brief(name) + ": the parameter has no value");
        };
    }

    /** Elements in the field that their datatype has. */
    private record Contents(InferTensorContents contents) implements Input.Elements {
        @Override
        public List<String> read(String field, int count) {
            unless(
                    contents.getBytesContentsCount() == count,
                    field,
                    "has " + contents.getBytesContentsCount()
                            + " elements in bytes_contents; the shape says that there are " + count);
            List<String> texts = new ArrayList<>(count);
            for (ByteString element : contents.getBytesContentsList()) {
                texts.add(Bytes.text(field + "[" + texts.size() + "]", element.asReadOnlyByteBuffer()));
            }
            return texts;
        }
    }

    /** Elements in raw form. */
    private record RawContents(ByteString raw) implements Input.Elements {
        @Override
        public List<String> read(String field, int count) {
            return Bytes.texts(field, raw.asReadOnlyByteBuffer(), count);
        }
    }

    private static ModelInferResponse response(ModelInferRequest request, Answer answer) {
        boolean raw = request.getRawInputContentsCount() > 0;
        ModelInferResponse.Builder response = ModelInferResponse.newBuilder()
                .setModelName(answer.model())
                .setModelVersion(answer.version())
                .setId(request.getId());
        answer.parameters().forEach((name, value) -> response.putParameters(name, parameter(value)));
        for (String name : answer.outputs()) {
            boolean label = name.equals(Model.LABEL);
            InferOutputTensor.Builder output = response.addOutputsBuilder()
                    .setName(name)
                    .setDatatype(label ? Model.BYTES : Model.FP32)
                    .addShape(answer.rows());
            if (!label) {
                output.addShape(answer.labels().size());
            }
            if (raw) {
                response.addRawOutputContents(
                        ByteString.copyFrom(label ? Bytes.raw(answer.best()) : Bytes.rawFloats(answer.scores())));
            } else {
                output.setContents(label ? texts(answer.best()) : floats(answer.scores()));
            }
        }
        return response.build();
    }

    private static InferTensorContents texts(List<String> all) {
        return InferTensorContents.newBuilder()
                .addAllBytesContents(all.stream().map(ByteString::copyFromUtf8).toList())
                .build();
    }

    private static InferTensorContents floats(List<Float> all) {
        return InferTensorContents.newBuilder().addAllFp32Contents(all).build();
    }

    private static InferParameter parameter(Object value) {
        return value instanceof Long number
                ? InferParameter.newBuilder().setInt64Param(number).build()
                : InferParameter.newBuilder().setStringParam(value.toString()).build();
    }
}

package dev.driftline.serving.tensors;

import java.util.List;
import java.util.Map;

/**
 * A request for inference as a door read it, not yet checked.
 *
 * @param version empty: the server chooses
 * @param parameters strings, numbers (Long, Double) and Booleans by name, without those that speak of the carrier alone
 * @param outputs names of the outputs that are wanted; empty: all
 */
public record InferCall(
        String model, String version, Map<String, Object> parameters, List<Input> inputs, List<String> outputs) {
    public InferCall {
        parameters = Map.copyOf(parameters);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}

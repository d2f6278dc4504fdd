package dev.driftline.serving.oip;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.life.Life;
import dev.driftline.serving.tensors.Model;
import dev.driftline.serving.tensors.Models;
import dev.driftline.serving.tensors.Models.Found;
import dev.driftline.serving.tensors.Outcome.Kind;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** Says what there is and whether it is ready. Many threads. */
final class Lobby {
    private static final List<String> EXTENSIONS = List.of("binary_tensor_data", Models.INDEX_EXTENSION);

    private final Life life;
    private final Models models;
    private final String version;

    Lobby(Life life, Models models, String version) {
        this.life = life;
        this.models = models;
        this.version = version;
    }

    private record Server(String name, String version, List<String> extensions) {}

    private record ModelReady(String name, boolean ready) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Tensor(String name, String datatype, List<Long> shape, Map<String, Object> parameters) {}

    private record Metadata(
            String name, List<String> versions, String platform, List<Tensor> inputs, List<Tensor> outputs) {}

    Response server() {
        return Words.ok(new Server(Models.SERVER, version, EXTENSIONS));
    }

    Response live() {
        return Words.told(life.live(), Map.of("live", life.live()));
    }

    Response ready() {
        return Words.told(life.ready(), Map.of("ready", life.ready()));
    }

    Response model(String model, String version) {
        return switch (models.find(model, version)) {
            case Found.Ready(var found) -> Words.ok(metadata(found));
            case Found.NotReady(var refused) -> Words.refused(refused);
        };
    }

    /** 200 only where it answers, since clients look at nothing else. */
    Response modelReady(String model, String version) {
        return switch (models.find(model, version)) {
            case Found.Ready(var found) -> Words.ok(new ModelReady(found.name(), true));
            case Found.NotReady(var refused) ->
                refused.kind() == Kind.UNKNOWN
                        ? Words.refused(refused)
                        : Words.of(refused, Map.of("name", model, "ready", false, "error", refused.why()));
        };
    }

    private static Metadata metadata(Model model) {
        return new Metadata(
                model.name(),
                model.versions(),
                Model.PLATFORM,
                model.inputs().stream()
                        .map(input -> tensor(input, input.optional() ? Map.of("optional", true) : Map.of()))
                        .toList(),
                model.outputs().stream()
                        .map(output -> tensor(
                                output,
                                output.name().equals(Model.SCORES)
                                        ? Map.of("labels", Json.text(model.labels()))
                                        : Map.of()))
                        .toList());
    }

    private static Tensor tensor(Model.Tensor tensor, Map<String, Object> parameters) {
        return new Tensor(tensor.name(), tensor.datatype(), tensor.shape(), parameters);
    }
}

package dev.driftline.serving.grpc;

import dev.driftline.serving.grpc.Work.Caller;
import dev.driftline.serving.grpc.Work.Result;
import dev.driftline.serving.grpc.wire.ModelMetadataRequest;
import dev.driftline.serving.grpc.wire.ModelMetadataResponse;
import dev.driftline.serving.grpc.wire.ModelMetadataResponse.TensorMetadata;
import dev.driftline.serving.grpc.wire.ModelReadyRequest;
import dev.driftline.serving.grpc.wire.ModelReadyResponse;
import dev.driftline.serving.grpc.wire.RepositoryIndexRequest;
import dev.driftline.serving.grpc.wire.RepositoryIndexResponse;
import dev.driftline.serving.grpc.wire.RepositoryIndexResponse.ModelIndex;
import dev.driftline.serving.grpc.wire.ServerLiveRequest;
import dev.driftline.serving.grpc.wire.ServerLiveResponse;
import dev.driftline.serving.grpc.wire.ServerMetadataRequest;
import dev.driftline.serving.grpc.wire.ServerMetadataResponse;
import dev.driftline.serving.grpc.wire.ServerReadyRequest;
import dev.driftline.serving.grpc.wire.ServerReadyResponse;
import dev.driftline.serving.life.Life;
import dev.driftline.serving.tensors.Model;
import dev.driftline.serving.tensors.Models;
import dev.driftline.serving.tensors.Models.Found;
import dev.driftline.serving.tensors.Outcome.Kind;
import java.util.List;

/** Says what there is and whether it is ready. Many threads. */
final class Queries {
    private final Life life;
    private final Models models;
    private final String version;

    Queries(Life life, Models models, String version) {
        this.life = life;
        this.models = models;
        this.version = version;
    }

    Result<ServerLiveResponse> live(Raw.Message message, Caller caller) {
        return Messages.read(
                message,
                ServerLiveRequest::parseFrom,
                _ -> answer(ServerLiveResponse.newBuilder().setLive(life.live()).build()));
    }

    Result<ServerReadyResponse> ready(Raw.Message message, Caller caller) {
        return Messages.read(
                message,
                ServerReadyRequest::parseFrom,
                _ -> answer(
                        ServerReadyResponse.newBuilder().setReady(life.ready()).build()));
    }

    Result<ServerMetadataResponse> server(Raw.Message message, Caller caller) {
        return Messages.read(
                message,
                ServerMetadataRequest::parseFrom,
                _ -> answer(ServerMetadataResponse.newBuilder()
                        .setName(Models.SERVER)
                        .setVersion(version)
                        .addExtensions(Models.INDEX_EXTENSION)
                        .build()));
    }

    Result<ModelReadyResponse> modelReady(Raw.Message message, Caller caller) {
        return Messages.read(message, ModelReadyRequest::parseFrom, request -> switch (models.find(
                request.getName(), request.getVersion())) {
            case Found.Ready _ ->
                answer(ModelReadyResponse.newBuilder().setReady(true).build());
            case Found.NotReady(var refused) ->
                refused.kind() == Kind.UNKNOWN
                        ? new Result.Refusal<>(refused)
                        : answer(ModelReadyResponse.getDefaultInstance());
        });
    }

    Result<ModelMetadataResponse> model(Raw.Message message, Caller caller) {
        return Messages.read(message, ModelMetadataRequest::parseFrom, request -> switch (models.find(
                request.getName(), request.getVersion())) {
            case Found.Ready(var model) -> answer(metadata(model));
            case Found.NotReady(var refused) -> new Result.Refusal<>(refused);
        });
    }

    Result<RepositoryIndexResponse> index(Raw.Message message, Caller caller) {
        return Messages.read(
                message,
                RepositoryIndexRequest::parseFrom,
                request -> answer(RepositoryIndexResponse.newBuilder()
                        .addAllModels(models.list(request.getReady()).stream()
                                .map(Queries::listed)
                                .toList())
                        .build()));
    }

    private static ModelIndex listed(Models.Listed model) {
        return ModelIndex.newBuilder()
                .setName(model.name())
                .setVersion(model.version())
                .setState(model.state())
                .setReason(model.reason())
                .build();
    }

    private static ModelMetadataResponse metadata(Model model) {
        return ModelMetadataResponse.newBuilder()
                .setName(model.name())
                .addAllVersions(model.versions())
                .setPlatform(Model.PLATFORM)
                .addAllInputs(tensors(model.inputs()))
                .addAllOutputs(tensors(model.outputs()))
                .build();
    }

    private static List<TensorMetadata> tensors(List<Model.Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> TensorMetadata.newBuilder()
                        .setName(tensor.name())
                        .setDatatype(tensor.datatype())
                        .addAllShape(tensor.shape())
                        .build())
                .toList();
    }

    private static <R> Result<R> answer(R response) {
        return new Result.Answer<>(response);
    }
}

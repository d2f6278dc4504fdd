package dev.driftline.serving.grpc;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.quarkus.grpc.GrpcService;

/** The door. */
@GrpcService
final class InferenceService implements BindableService {
    private final Methods methods;

    InferenceService(Methods methods) {
        this.methods = methods;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return methods.definition();
    }
}

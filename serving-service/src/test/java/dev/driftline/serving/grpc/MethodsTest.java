package dev.driftline.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MethodsTest {
    @Test
    void whileTheBaseIsBeingOpenedEveryCallIsToldAtOnceToComeAgain() {
        try (Methods methods = new Methods()) {
            assertThat(methods.definition().getMethods()).hasSize(8).allSatisfy(method -> {
                Status told = Objects.requireNonNull(call(method));
                assertThat(told.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(told.getDescription()).isEqualTo("the base is still being opened: call again in a moment");
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static <R> @Nullable Status call(ServerMethodDefinition<?, R> method) {
        FakeCall<R> call = new FakeCall<>((MethodDescriptor<Raw.Message, R>) method.getMethodDescriptor());
        ((ServerMethodDefinition<Raw.Message, R>) method).getServerCallHandler().startCall(call, new Metadata());
        return call.ended();
    }
}

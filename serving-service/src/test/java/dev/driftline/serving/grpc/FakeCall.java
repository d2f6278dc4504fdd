package dev.driftline.serving.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** A call that nobody hears, and that remembers how it ended. */
final class FakeCall<R> extends ServerCall<Raw.Message, R> {
    private final MethodDescriptor<?, R> method;
    private volatile @Nullable Status ended;

    FakeCall(MethodDescriptor<?, R> method) {
        this.method = method;
    }

    @Nullable
    Status ended() {
        return ended;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(R message) {}

    @Override
    public void close(Status status, Metadata trailers) {
        ended = status;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public MethodDescriptor<Raw.Message, R> getMethodDescriptor() {
        return method.toBuilder(new Raw(), method.getResponseMarshaller()).build();
    }
}

package dev.driftline.serving.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call that nobody hears, and that remembers how it ended. */
final class FakeCall<R> extends ServerCall<Raw.Message, R> {
    private final MethodDescriptor<?, R> method;
    private volatile @Nullable Status ended;
    private volatile boolean full;
    private final AtomicInteger wanted = new AtomicInteger();

    FakeCall(MethodDescriptor<?, R> method) {
        this.method = method;
    }

    @Nullable
    Status ended() {
        return ended;
    }

    /** What is sent from now on is not taken, or is again. */
    void full(boolean isFull) {
        full = isFull;
    }

    /** How many messages were asked for so far. */
    int wanted() {
        return wanted.get();
    }

    @Override
    public boolean isReady() {
        return !full;
    }

    @Override
    public void request(int messages) {
        wanted.addAndGet(messages);
    }

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

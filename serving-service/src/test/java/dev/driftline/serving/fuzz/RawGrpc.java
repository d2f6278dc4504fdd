package dev.driftline.serving.fuzz;

import com.google.protobuf.ByteString;
import dev.driftline.serving.grpc.wire.InferParameter;
import dev.driftline.serving.grpc.wire.InferTensorContents;
import dev.driftline.serving.grpc.wire.ModelInferRequest;
import dev.driftline.serving.grpc.wire.ModelInferRequest.InferInputTensor;
import dev.driftline.serving.grpc.wire.ModelInferRequest.InferRequestedOutputTensor;
import dev.driftline.serving.tensors.Bytes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends bytes as messages, whether they are any or not. One thread. */
final class RawGrpc {
    static final byte[] GOOD = ModelInferRequest.newBuilder()
            .setModelName("spam")
            .setId("1")
            .putParameters(
                    "client", InferParameter.newBuilder().setStringParam("me").build())
            .addInputs(InferInputTensor.newBuilder()
                    .setName("text")
                    .setDatatype("BYTES")
                    .addShape(2)
                    .setContents(InferTensorContents.newBuilder()
                            .addBytesContents(ByteString.copyFromUtf8("where is it"))
                            .addBytesContents(ByteString.copyFromUtf8("b"))))
            .addOutputs(InferRequestedOutputTensor.newBuilder().setName("label"))
            .build()
            .toByteArray();
    private static final byte[] GOOD_RAW = ModelInferRequest.newBuilder()
            .setModelName("spam")
            .addInputs(InferInputTensor.newBuilder()
                    .setName("text")
                    .setDatatype("BYTES")
                    .addShape(2)
                    .addShape(1))
            .addRawInputContents(ByteString.copyFrom(Bytes.raw(List.of("where is it", "b"))))
            .build()
            .toByteArray();
    private static final List<String> METHODS = List.of(
            "ServerLive", "ServerReady", "ServerMetadata", "ModelReady", "ModelMetadata", "RepositoryIndex", "Nothing");
    private static final int MOST_SECONDS = 30;

    private final Channel channel;

    RawGrpc(Channel channel) {
        this.channel = channel;
    }

    /** The name of the status. */
    String send(Mutation mutation) {
        byte[] message = mutation.body(mutation.pick(List.of(GOOD, GOOD_RAW)));
        return mutation.pick(List.of(true, true, true, false))
                ? call("ModelInfer", message)
                : call(mutation.pick(METHODS), message);
    }

    String send(byte[] message) {
        return call("ModelInfer", message);
    }

    private String call(String method, byte[] message) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("inference.GRPCInferenceService/" + method)
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();
        try {
            ClientCalls.blockingUnaryCall(
                    channel,
                    descriptor,
                    CallOptions.DEFAULT.withDeadlineAfter(MOST_SECONDS, TimeUnit.SECONDS),
                    message);
            return "OK";
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode().name();
        }
    }

    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

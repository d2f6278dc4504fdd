package dev.driftline.serving.grpc;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.Passage;
import dev.driftline.serving.grpc.wire.GRPCInferenceServiceGrpc;
import dev.driftline.serving.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.driftline.serving.grpc.wire.InferParameter;
import dev.driftline.serving.grpc.wire.InferTensorContents;
import dev.driftline.serving.grpc.wire.ModelInferRequest;
import dev.driftline.serving.grpc.wire.ModelInferRequest.InferInputTensor;
import dev.driftline.serving.grpc.wire.ModelInferRequest.InferRequestedOutputTensor;
import dev.driftline.serving.grpc.wire.ModelInferResponse;
import dev.driftline.serving.grpc.wire.ModelMetadataRequest;
import dev.driftline.serving.grpc.wire.ModelReadyRequest;
import dev.driftline.serving.grpc.wire.ModelStreamInferResponse;
import dev.driftline.serving.grpc.wire.RepositoryIndexRequest;
import dev.driftline.serving.grpc.wire.ServerLiveRequest;
import dev.driftline.serving.grpc.wire.ServerMetadataRequest;
import dev.driftline.serving.grpc.wire.ServerReadyRequest;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.tensors.Bytes;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GrpcDoorTest {
    private final Slots slots;
    private final FakeHints hints;
    private final FakeEngine engine;
    private final MeterRegistry meters;
    private final ManagedChannel channel;
    private final GRPCInferenceServiceBlockingStub asks;

    GrpcDoorTest(Slots slots, FakeHints hints, FakeEngine engine, MeterRegistry meters) {
        this.meters = meters;
        this.slots = slots;
        this.hints = hints;
        this.engine = engine;
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port())
                .usePlaintext()
                .build();
        asks = GRPCInferenceServiceGrpc.newBlockingStub(channel);
    }

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
    }

    @BeforeEach
    void serveSpam() {
        Served.spam(slots);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void aRefusalCountsAsAQuestionByWhatWasWrongWithIt() {
        long invalid = Served.questions(meters, "invalid");
        long unknown = Served.questions(meters, "unknown");
        refusal(() -> asks.modelInfer(good().setId("x".repeat(1_000)).build()));
        refusal(() -> asks.modelInfer(good().setModelName("UPPER").build()));
        assertThat(Served.questions(meters, "invalid")).isEqualTo(invalid + 1);
        assertThat(Served.questions(meters, "unknown")).isEqualTo(unknown + 1);
    }

    @Test
    void serverAndModelTellOfThemselves() {
        assertThat(asks.serverLive(ServerLiveRequest.getDefaultInstance()).getLive())
                .isTrue();
        assertThat(asks.serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
                .isTrue();
        assertThat(asks.serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName())
                .isEqualTo("driftline");
        assertThat(asks.modelMetadata(ModelMetadataRequest.newBuilder()
                                .setName("spam")
                                .build())
                        .getOutputs(1)
                        .getShapeList())
                .containsExactly(-1L, 3L);
        assertThat(asks.modelMetadata(ModelMetadataRequest.newBuilder()
                                .setName("spam")
                                .build())
                        .getVersionsList())
                .contains("1", "7");
        assertThat(asks.repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                        .getModelsList())
                .anySatisfy(model -> assertThat(model.getState()).isEqualTo("READY"));
        hints.unread.put(new DomainName("fresh"), new Known("A", 1, false));
        assertThat(ready("spam", "")).isTrue();
        assertThat(ready("spam", "7")).isTrue();
        assertThat(ready("fresh", "")).isFalse();
        assertThat(refusal(() -> ready("spam", "9999")).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void contentsAreAnsweredInContentsAndRawInRaw() {
        ModelInferResponse plain = asks.modelInfer(good().setId("q1").build());
        assertThat(plain.getId()).isEqualTo("q1");
        assertThat(plain.getModelVersion()).isEqualTo("7");
        assertThat(plain.getOutputs(0).getContents().getBytesContentsList())
                .containsExactly(ByteString.copyFromUtf8("parcel"));
        assertThat(plain.getOutputs(1).getContents().getFp32ContentsList()).containsExactly(0.07f, 0.93f, 0f);
        assertThat(plain.getParametersOrThrow("learned_up_to").getInt64Param()).isEqualTo(4711);
        assertThat(plain.getParametersOrThrow("form").getStringParam()).isEqualTo("fp32");

        ModelInferResponse raw = asks.modelInfer(ModelInferRequest.newBuilder()
                .setModelName("spam")
                .addInputs(input("text").addShape(2))
                .addInputs(input("text_pair").addShape(2))
                .addOutputs(InferRequestedOutputTensor.newBuilder().setName("label"))
                .addRawInputContents(ByteString.copyFrom(Bytes.raw(List.of("a", "c"))))
                .addRawInputContents(ByteString.copyFrom(Bytes.raw(List.of("b", "d"))))
                .build());
        assertThat(engine.asked).containsExactly(new Passage("a", "b"), new Passage("c", "d"));
        assertThat(raw.getOutputsCount()).isEqualTo(1);
        assertThat(raw.getRawOutputContents(0).toByteArray()).isEqualTo(Bytes.raw(List.of("parcel", "parcel")));
    }

    @Test
    void aReceiptsTokenIsReadFromAStringParameter() {
        hints.read.put(
                new DomainName("spam"),
                new Known("A", 9, true, new Place("examples", "id", 8), null, null, null, null));
        InferParameter learned =
                InferParameter.newBuilder().setStringParam("examples/8@5").build();
        assertThat(asks.modelInfer(good().putParameters("min_offset", learned).build())
                        .getModelVersion())
                .isEqualTo("7");
        refused(
                Status.Code.INVALID_ARGUMENT,
                "min_offset: is of examples/7, and spam lies in examples/8",
                ask -> ask.putParameters(
                        "min_offset",
                        InferParameter.newBuilder()
                                .setStringParam("examples/7@5")
                                .build()));
    }

    @Test
    void everyRefusalHasItsCodeAndNamesTheField() {
        hints.read.put(new DomainName("spam"), new Known("A", 9, true));
        hints.unread.put(new DomainName("young"), new Known("A", 1, false));
        hints.unread.put(new DomainName("late"), new Known("A", 2, true));
        refused(Status.Code.NOT_FOUND, "nobody", ask -> ask.setModelName("nobody"));
        refused(Status.Code.NOT_FOUND, "version", ask -> ask.setModelVersion("9999"));
        refused(Status.Code.FAILED_PRECONDITION, "young", ask -> ask.setModelName("young"));
        refused(Status.Code.UNAVAILABLE, "late", ask -> ask.setModelName("late"));
        refused(Status.Code.INVALID_ARGUMENT, "text: is missing", ModelInferRequest.Builder::clearInputs);
        refused(
                Status.Code.INVALID_ARGUMENT,
                "raw_input_contents",
                ask -> ask.addRawInputContents(ByteString.EMPTY).addRawInputContents(ByteString.EMPTY));
        refused(Status.Code.INVALID_ARGUMENT, "contents", ask -> ask.addRawInputContents(ByteString.EMPTY));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "shape",
                ask -> ask.setInputs(0, input("text").addShape(-3)));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "colour",
                ask -> ask.putParameters(
                        "colour", InferParameter.newBuilder().setBoolParam(true).build()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "no value",
                ask -> ask.putParameters("client", InferParameter.getDefaultInstance()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "is no output",
                ask -> ask.addOutputs(InferRequestedOutputTensor.newBuilder().setName("colour")));
        String told = refused(
                Status.Code.INVALID_ARGUMENT,
                "outputs.xxx",
                ask -> ask.addOutputs(InferRequestedOutputTensor.newBuilder()
                        .setName("x".repeat(5_000))
                        .putParameters("a", InferParameter.getDefaultInstance())));
        assertThat(told).as("a name is cut").hasSizeLessThan(200);
        refused(
                Status.Code.INVALID_ARGUMENT,
                "UTF-8",
                ask -> ask.setInputs(
                        0,
                        input("text")
                                .addShape(1)
                                .setContents(InferTensorContents.newBuilder()
                                        .addBytesContents(ByteString.copyFrom(new byte[] {-1})))));
        refused(
                Status.Code.RESOURCE_EXHAUSTED,
                "",
                ask -> ask.addRawInputContents(ByteString.copyFrom(new byte[10 * 1024 * 1024])));
    }

    @Test
    void aHeaderOfThePlainDoorIsRefusedSinceNobodyReadsIt() {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("driftline-min-offset", Metadata.ASCII_STRING_MARSHALLER), "99999");
        Status status = refusal(() -> asks.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .serverLive(ServerLiveRequest.getDefaultInstance()));
        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).startsWith("driftline-min-offset: is not read here");
    }

    @Test
    void aCallThatIsCancelledOrPastItsDeadlineEndsAndOthersAreAnswered() {
        CountDownLatch hold = new CountDownLatch(1);
        engine.hold = hold;
        try {
            Status late = refusal(
                    () -> asks.withDeadlineAfter(300, TimeUnit.MILLISECONDS).modelInfer(good().build()));
            assertThat(late.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        } finally {
            engine.hold = null;
            hold.countDown();
        }
        assertThat(asks.modelInfer(good().build()).getModelName()).isEqualTo("spam");
    }

    @Test
    void whatLargeRequestsHoldIsBoundedAndFreeAgainAfterwards() throws Exception {
        InferTensorContents.Builder texts = InferTensorContents.newBuilder();
        ByteString text = ByteString.copyFromUtf8("a".repeat(32 * 1024));
        for (int i = 0; i < 256; i++) {
            texts.addBytesContents(text);
        }
        ModelInferRequest large = good().setInputs(
                        0, input("text").addShape(256).setContents(texts))
                .build();
        CountDownLatch hold = new CountDownLatch(1);
        engine.hold = hold;
        List<ListenableFuture<ModelInferResponse>> calls = new ArrayList<>();
        try {
            int before = engine.calls.get();
            calls.add(GRPCInferenceServiceGrpc.newFutureStub(channel).modelInfer(large));
            eventually(() -> engine.calls.get() > before);
            for (int i = 1; i < 6; i++) {
                calls.add(GRPCInferenceServiceGrpc.newFutureStub(channel).modelInfer(large));
            }
            eventually(() -> calls.stream().anyMatch(ListenableFuture::isDone));
        } finally {
            engine.hold = null;
            hold.countDown();
        }
        List<Status.Code> codes = new ArrayList<>();
        for (ListenableFuture<ModelInferResponse> call : calls) {
            try {
                call.get(30, TimeUnit.SECONDS);
                codes.add(Status.Code.OK);
            } catch (ExecutionException e) {
                codes.add(Status.fromThrowable(e).getCode());
            }
        }
        assertThat(codes).contains(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
        assertThat(codes).containsOnly(Status.Code.OK, Status.Code.RESOURCE_EXHAUSTED);
        assertThat(asks.modelInfer(large).getOutputsCount()).isEqualTo(2);
    }

    @Test
    void aStreamAnswersInOrderAndGoesOnAfterARefusal() throws InterruptedException {
        List<ModelStreamInferResponse> answers = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch complete = new CountDownLatch(1);
        StreamObserver<ModelInferRequest> requests = GRPCInferenceServiceGrpc.newStub(channel)
                .modelStreamInfer(new StreamObserver<>() {
                    @Override
                    public void onNext(ModelStreamInferResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable error) {}

                    @Override
                    public void onCompleted() {
                        complete.countDown();
                    }
                });
        requests.onNext(good().setId("1").build());
        requests.onNext(good().clearInputs().build());
        requests.onNext(good().setId("3").build());
        requests.onCompleted();
        assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(answers)
                .extracting(answer -> answer.getInferResponse().getId())
                .containsExactly("1", "", "3");
        assertThat(answers.get(1).getErrorMessage()).contains("text: is missing");
    }

    static ModelInferRequest.Builder good() {
        return ModelInferRequest.newBuilder()
                .setModelName("spam")
                .addInputs(input("text")
                        .addShape(1)
                        .setContents(InferTensorContents.newBuilder()
                                .addBytesContents(ByteString.copyFromUtf8("where is it"))));
    }

    private static InferInputTensor.Builder input(String name) {
        return InferInputTensor.newBuilder().setName(name).setDatatype("BYTES");
    }

    private boolean ready(String name, String version) {
        return asks.modelReady(ModelReadyRequest.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .build())
                .getReady();
    }

    private String refused(Status.Code code, String why, UnaryOperator<ModelInferRequest.Builder> fault) {
        Status status = refusal(() -> asks.modelInfer(fault.apply(good()).build()));
        assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
        String told = String.valueOf(status.getDescription());
        assertThat(told).contains(why);
        return told;
    }

    private static Status refusal(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run).getStatus();
    }
}

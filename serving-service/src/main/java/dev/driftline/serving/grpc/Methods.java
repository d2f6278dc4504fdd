package dev.driftline.serving.grpc;

import static java.util.Objects.requireNonNull;

import dev.driftline.serving.grpc.wire.GRPCInferenceServiceGrpc;
import dev.driftline.serving.grpc.wire.ModelInferResponse;
import dev.driftline.serving.grpc.wire.ModelStreamInferResponse;
import dev.driftline.serving.intake.ClientWords;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which call is answered by what. */
final class Methods implements AutoCloseable {
    static final int MOST_CALLS_A_CONNECTION = 256;
    private static final int MOST_CALLS = 1024;
    private static final int MOST_STREAMS = 64;

    /** By HTTP's headers of that name a question is changed; here by parameters. */
    private static final String OURS = "driftline-";

    private volatile @Nullable Answering answering;
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final ScheduledExecutorService clock = clock();

    /** What answers. */
    private record Answering(Queries queries, Inferences inferences) {}

    /** From now on calls are answered; before, they are told to come again. */
    void open(Queries queries, Inferences inferences) {
        answering = new Answering(queries, inferences);
    }

    /** One that forgets at once what is called off: of every message that arrives in time, its alarm. Once it is closed no alarm goes off. */
    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("grpc-clock").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return clock;
    }

    ServerServiceDefinition definition() {
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder(GRPCInferenceServiceGrpc.SERVICE_NAME);
        add(
                service,
                GRPCInferenceServiceGrpc.getServerLiveMethod(),
                (message, caller) -> queries().live(message, caller));
        add(
                service,
                GRPCInferenceServiceGrpc.getServerReadyMethod(),
                (message, caller) -> queries().ready(message, caller));
        add(
                service,
                GRPCInferenceServiceGrpc.getServerMetadataMethod(),
                (message, caller) -> queries().server(message, caller));
        add(
                service,
                GRPCInferenceServiceGrpc.getModelReadyMethod(),
                (message, caller) -> queries().modelReady(message, caller));
        add(
                service,
                GRPCInferenceServiceGrpc.getModelMetadataMethod(),
                (message, caller) -> queries().model(message, caller));
        add(
                service,
                GRPCInferenceServiceGrpc.getRepositoryIndexMethod(),
                (message, caller) -> queries().index(message, caller));
        add(service, GRPCInferenceServiceGrpc.getModelInferMethod(), this::infer);
        MethodDescriptor<Raw.Message, ModelStreamInferResponse> streamed =
                raw(GRPCInferenceServiceGrpc.getModelStreamInferMethod());
        service.addMethod(
                streamed, (call, headers) -> begin(call, headers, streams, one -> new Streamed(one, this::infer)));
        return service.build();
    }

    private Work.Result<ModelInferResponse> infer(Raw.Message message, Work.Caller caller) {
        return answering().inferences().infer(message, caller);
    }

    private Queries queries() {
        return answering().queries();
    }

    private Answering answering() {
        return requireNonNull(answering);
    }

    private <R> void add(ServerServiceDefinition.Builder service, MethodDescriptor<?, R> method, Work<R> work) {
        service.addMethod(raw(method), (call, headers) -> begin(call, headers, calls, one -> new Unary<>(one, work)));
    }

    private <R> ServerCall.Listener<Raw.Message> begin(
            ServerCall<Raw.Message, R> call,
            Metadata headers,
            Semaphore places,
            Function<Call<R>, ServerCall.Listener<Raw.Message>> listener) {
        Optional<String> ours =
                headers.keys().stream().filter(name -> name.startsWith(OURS)).findFirst();
        if (ours.isPresent()) {
            return refused(
                    call,
                    Status.INVALID_ARGUMENT.withDescription(
                            ClientWords.brief(ours.get())
                                    + ": is not read here: what is asked for beside the texts is said by the request's parameters"));
        }
        if (answering == null) {
            return refused(
                    call, Status.UNAVAILABLE.withDescription("the base is still being opened: call again in a moment"));
        }
        if (!places.tryAcquire()) {
            return refused(
                    call,
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            "as many calls as are borne at once are open: call again later"));
        }
        return listener.apply(new Call<>(call, clock, places::release));
    }

    private static <R> ServerCall.Listener<Raw.Message> refused(ServerCall<Raw.Message, R> call, Status why) {
        call.close(why, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static <R> MethodDescriptor<Raw.Message, R> raw(MethodDescriptor<?, R> method) {
        return method.toBuilder(new Raw(), method.getResponseMarshaller()).build();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

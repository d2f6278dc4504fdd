package dev.driftline.serving.grpc;

import dev.driftline.serving.grpc.Work.Caller;
import dev.driftline.serving.grpc.Work.Result;
import dev.driftline.serving.grpc.wire.ModelInferResponse;
import dev.driftline.serving.grpc.wire.ModelStreamInferResponse;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A call of many requests, each answered before the next is taken in; one that is refused is told so and the stream goes on. Where answers
 * are not taken nothing more is taken in. Told by the connection's thread, which must not wait: a thread of its own answers.
 */
final class Streamed extends ServerCall.Listener<Raw.Message> {
    private static final Logger LOG = Logger.getLogger(Streamed.class);
    private final Call<ModelStreamInferResponse> call;
    private final Work<ModelInferResponse> work;
    private final Context trace = Context.current();
    private boolean answering;
    private boolean held;
    private boolean complete;

    Streamed(Call<ModelStreamInferResponse> call, Work<ModelInferResponse> work) {
        this.call = call;
        this.work = work;
        call.begin();
        call.expectAnother();
    }

    @Override
    public synchronized void onMessage(Raw.Message message) {
        answering = true;
        call.arrived();
        call.holds(message);
        Thread.startVirtualThread(trace.wrap(() -> answer(message)));
    }

    @Override
    public synchronized void onHalfClose() {
        complete = true;
        if (!answering) {
            call.end(Status.OK);
        }
    }

    @Override
    public synchronized void onReady() {
        if (held && call.isReady()) {
            held = false;
            call.expectAnother();
        }
    }

    @Override
    public void onCancel() {
        call.cancelled();
    }

    private void answer(Raw.Message message) {
        Optional<Caller> caller = call.caller();
        if (caller.isEmpty()) {
            call.end(Status.DEADLINE_EXCEEDED.withDescription("the call's deadline is over"));
            return;
        }
        try {
            Result<ModelInferResponse> result = work.answer(message, caller.get());
            call.release();
            call.send(response(result));
            next();
        } catch (RuntimeException e) {
            LOG.error("grpc.failed", e);
            call.end(Status.INTERNAL.withDescription("the service's log says why"));
        }
    }

    private static ModelStreamInferResponse response(Result<ModelInferResponse> result) {
        return switch (result) {
            case Result.Answer<ModelInferResponse>(var response) ->
                ModelStreamInferResponse.newBuilder().setInferResponse(response).build();
            case Result.Refusal<ModelInferResponse>(var why) ->
                ModelStreamInferResponse.newBuilder().setErrorMessage(why.why()).build();
        };
    }

    private synchronized void next() {
        answering = false;
        if (complete) {
            call.end(Status.OK);
        } else if (call.isReady()) {
            call.expectAnother();
        } else {
            held = true;
            call.expectTaken();
        }
    }
}

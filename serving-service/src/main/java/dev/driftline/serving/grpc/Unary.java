package dev.driftline.serving.grpc;

import dev.driftline.serving.grpc.Work.Caller;
import dev.driftline.serving.grpc.Work.Result;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A call of one message and one answer. Told by the connection's thread, which must not wait: a thread of its own answers. */
final class Unary<R> extends ServerCall.Listener<Raw.Message> {
    private static final Logger LOG = Logger.getLogger(Unary.class);
    private final Call<R> call;
    private final Work<R> work;
    private final Context trace = Context.current();
    private Raw.@Nullable Message message;

    Unary(Call<R> call, Work<R> work) {
        this.call = call;
        this.work = work;
        call.expect();
    }

    @Override
    public void onMessage(Raw.Message arrived) {
        if (message == null) {
            message = arrived;
            call.holds(arrived);
            call.listen();
        } else {
            call.end(Status.INVALID_ARGUMENT.withDescription("the call takes one message, and several were sent"));
        }
    }

    @Override
    public void onHalfClose() {
        call.arrived();
        Raw.Message whole = message;
        message = null;
        if (whole == null) {
            call.end(Status.INVALID_ARGUMENT.withDescription("the call takes one message, and none was sent"));
        } else {
            Thread.startVirtualThread(trace.wrap(() -> answer(whole)));
        }
    }

    @Override
    public void onCancel() {
        call.cancelled();
    }

    private void answer(Raw.Message whole) {
        Optional<Caller> caller = call.caller();
        if (caller.isEmpty()) {
            call.end(Status.DEADLINE_EXCEEDED.withDescription("the call's deadline is over"));
            return;
        }
        try {
            switch (work.answer(whole, caller.get())) {
                case Result.Answer<R>(var response) -> {
                    call.begin();
                    call.send(response);
                    call.end(Status.OK);
                }
                case Result.Refusal<R>(var why) -> call.end(Statuses.of(why));
            }
        } catch (RuntimeException e) {
            LOG.error("grpc.failed", e);
            call.end(Status.INTERNAL.withDescription("the service's log says why"));
        }
    }
}

package dev.driftline.serving.grpc;

import dev.driftline.serving.grpc.Work.Caller;
import dev.driftline.serving.predict.Terms;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call: what is sent is sent by one thread at a time, and it ends once, whoever ends it. */
final class Call<R> {
    /** A message that trickles must not keep its place for long. */
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(10);

    private final ServerCall<Raw.Message, R> call;
    private final Runnable atEnd;
    private final ScheduledExecutorService clock;
    private final @Nullable Arrival arrival = Arrival.OF_THIS_CALL.get();
    private final @Nullable Deadline deadline = Context.current().getDeadline();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<@Nullable ScheduledFuture<?>> late = new AtomicReference<>();

    /** Made by the thread that starts the call. */
    Call(ServerCall<Raw.Message, R> call, ScheduledExecutorService clock, Runnable atEnd) {
        this.call = call;
        this.clock = clock;
        this.atEnd = atEnd;
        if (arrival != null) {
            arrival.whenFull(() -> end(Status.RESOURCE_EXHAUSTED.withDescription(
                    "large requests fill the memory there is for them: ask again later")));
        }
    }

    /** Waits for a message for so long, and no longer. */
    void expect() {
        late.set(clock.schedule(
                () -> end(Status.DEADLINE_EXCEEDED.withDescription(
                        "the message did not arrive within " + ARRIVES_WITHIN.toSeconds() + " s")),
                ARRIVES_WITHIN.toMillis(),
                TimeUnit.MILLISECONDS));
        call.request(1);
    }

    /** Waits for a message for as long as the caller likes. */
    void listen() {
        call.request(1);
    }

    /** Counts what is held of a message from here on: not what came over the wire, but what it unpacked to. */
    void holds(Raw.Message message) {
        if (arrival != null) {
            arrival.holds(message.bytes().size());
        }
    }

    void arrived() {
        ScheduledFuture<?> alarm = late.getAndSet(null);
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** The message that arrived is not needed any more. */
    void release() {
        if (arrival != null) {
            arrival.release();
        }
    }

    /** Empty: the caller's time is over. */
    Optional<Caller> caller() {
        Duration left =
                deadline == null ? Terms.MAX_PATIENCE : Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
        return left.isPositive()
                ? Optional.of(new Caller(left.compareTo(Terms.MAX_PATIENCE) < 0 ? left : Terms.MAX_PATIENCE, over::get))
                : Optional.empty();
    }

    void begin() {
        if (!over.get()) {
            call.sendHeaders(new Metadata());
        }
    }

    void send(R response) {
        if (!over.get()) {
            call.sendMessage(response);
        }
    }

    void end(Status status) {
        if (over.compareAndSet(false, true)) {
            arrived();
            call.close(status, new Metadata());
            atEnd.run();
        }
    }

    /** The caller went away. */
    void cancelled() {
        if (over.compareAndSet(false, true)) {
            arrived();
            atEnd.run();
        }
    }
}

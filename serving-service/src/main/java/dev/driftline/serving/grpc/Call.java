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
    static final Duration ARRIVES_WITHIN = Duration.ofSeconds(10);

    /** Nor must a stream on which nothing is asked. */
    static final Duration IDLE_AT_MOST = Duration.ofMinutes(5);

    /** Nor one whose answers nobody takes. */
    static final Duration TAKEN_WITHIN = Duration.ofMinutes(3);

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
        begun();
        call.request(1);
    }

    /** Waits for what may follow a message, no longer than for the message. */
    void listen() {
        call.request(1);
    }

    /** Waits for one of many messages, which may be late to begin and must then arrive in time. */
    void expectAnother() {
        if (arrival != null) {
            arrival.whenBegun(this::begun);
        }
        alarm(IDLE_AT_MOST, "nothing was asked within");
        call.request(1);
    }

    /** Whether what is sent would leave soon; else it waits in memory until the caller takes what was sent before. */
    boolean isReady() {
        return call.isReady();
    }

    /** Waits until the caller takes what was sent. */
    void expectTaken() {
        alarm(TAKEN_WITHIN, "the answers were not taken within");
    }

    private void begun() {
        alarm(ARRIVES_WITHIN, "the message did not arrive within");
    }

    private void alarm(Duration within, String why) {
        Status status = Status.DEADLINE_EXCEEDED.withDescription(why + " " + within.toSeconds() + " s");
        ScheduledFuture<?> before =
                late.getAndSet(clock.schedule(() -> end(status), within.toMillis(), TimeUnit.MILLISECONDS));
        if (before != null) {
            before.cancel(false);
        }
        if (over.get()) {
            arrived();
        }
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

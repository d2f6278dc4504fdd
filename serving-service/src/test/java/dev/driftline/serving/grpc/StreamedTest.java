package dev.driftline.serving.grpc;

import static dev.driftline.serving.slots.Eventually.eventually;
import static dev.driftline.serving.slots.Eventually.released;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.driftline.serving.grpc.wire.GRPCInferenceServiceGrpc;
import dev.driftline.serving.grpc.wire.ModelInferResponse;
import dev.driftline.serving.grpc.wire.ModelStreamInferResponse;
import dev.driftline.serving.intake.Bodies;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamedTest {
    private static final ContextKey<String> TRACE = ContextKey.named("trace");
    private final Alarms clock = new Alarms();
    private final FakeCall<ModelStreamInferResponse> fake =
            new FakeCall<>(GRPCInferenceServiceGrpc.getModelStreamInferMethod());
    private final CompletableFuture<@Nullable String> traced = new CompletableFuture<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Arrival arrival = (Arrival)
            new Arrival.Factory(new Bodies(Bodies.MAX_BYTES_IN_FLIGHT)).newServerStreamTracer("stream", new Metadata());
    private final Streamed stream = open();

    private Streamed open() {
        Context before =
                Context.current().withValue(Arrival.OF_THIS_CALL, arrival).attach();
        try (Scope _ = io.opentelemetry.context.Context.current()
                .with(TRACE, "the call's")
                .makeCurrent()) {
            return new Streamed(new Call<>(fake, clock, () -> {}), (_, _) -> answered());
        } finally {
            Context.current().detach(before);
        }
    }

    private Work.Result<ModelInferResponse> answered() {
        traced.complete(io.opentelemetry.context.Context.current().get(TRACE));
        released(answer);
        return new Work.Result.Answer<>(ModelInferResponse.getDefaultInstance());
    }

    @AfterEach
    void close() {
        answer.countDown();
        clock.shutdownNow();
    }

    @Test
    void aStreamOnWhichNothingIsAskedEnds() {
        assertThat(clock.last().after()).isEqualTo(Call.IDLE_AT_MOST);
        clock.last().action().run();
        assertThat(fake.ended()).isNotNull().extracting(Status::getCode).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }

    @Test
    void aMessageThatIsBegunMustArriveAsASingleOneMust() {
        Alarm idle = clock.last();
        arrival.inboundMessage(0);
        assertThat(idle.future().isCancelled()).isTrue();
        assertThat(clock.last().after()).isEqualTo(Call.ARRIVES_WITHIN);
        stream.onMessage(new Raw.Message(ByteString.EMPTY, null));
        assertThat(clock.last().future().isCancelled())
                .as("no alarm while it is answered")
                .isTrue();
    }

    @Test
    void whatAnswersStandsInTheCallsTrace() {
        stream.onMessage(new Raw.Message(ByteString.EMPTY, null));
        assertThat(traced).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("the call's");
    }

    @Test
    void whileAnswersAreNotTakenNothingMoreIsTakenIn() {
        fake.full(true);
        answer.countDown();
        int before = fake.wanted();
        stream.onMessage(new Raw.Message(ByteString.EMPTY, null));
        eventually(() -> clock.last().after().equals(Call.TAKEN_WITHIN));
        assertThat(fake.wanted()).isEqualTo(before);

        fake.full(false);
        Alarm untaken = clock.last();
        stream.onReady();
        assertThat(fake.wanted()).isEqualTo(before + 1);
        assertThat(untaken.future().isCancelled()).isTrue();
        stream.onReady();
        assertThat(fake.wanted()).as("asked for once").isEqualTo(before + 1);
    }

    @Test
    void whoAsksNothingMoreGetsTheAnswersThatWereNotTakenYet() {
        fake.full(true);
        answer.countDown();
        stream.onMessage(new Raw.Message(ByteString.EMPTY, null));
        eventually(() -> clock.last().after().equals(Call.TAKEN_WITHIN));
        stream.onReady();
        assertThat(clock.last().after()).as("it is not ready yet").isEqualTo(Call.TAKEN_WITHIN);
        stream.onHalfClose();
        assertThat(fake.ended()).isEqualTo(Status.OK);
        assertThat(clock.last().future().isCancelled()).isTrue();
    }

    @Test
    void aStreamWhoseAnswersNobodyTakesEnds() {
        fake.full(true);
        answer.countDown();
        stream.onMessage(new Raw.Message(ByteString.EMPTY, null));
        eventually(() -> clock.last().after().equals(Call.TAKEN_WITHIN));
        clock.last().action().run();
        assertThat(fake.ended())
                .isNotNull()
                .extracting(Status::getDescription)
                .isEqualTo("the answers were not taken within 180 s");
    }

    private record Alarm(Duration after, Runnable action, ScheduledFuture<?> future) {}

    /** Runs nothing by itself, as long as a test lasts. */
    private static final class Alarms extends ScheduledThreadPoolExecutor {
        private final Deque<Alarm> set = new ConcurrentLinkedDeque<>();

        private Alarms() {
            super(1, new DiscardPolicy());
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            ScheduledFuture<?> future = super.schedule(command, delay, unit);
            set.add(new Alarm(Duration.of(delay, unit.toChronoUnit()), command, future));
            return future;
        }

        private Alarm last() {
            return set.getLast();
        }
    }
}

package dev.driftline.serving.grpc;

import dev.driftline.serving.tensors.Outcome.Refused;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What answers a message; runs on a thread of its own and may wait. */
interface Work<R> {
    Result<R> answer(Raw.Message message, Caller caller);

    /**
     * Who asks.
     *
     * @param patience how long they wait at most
     * @param gone whether they wait no more
     */
    record Caller(Duration patience, BooleanSupplier gone) {}

    /** What comes of it. */
    sealed interface Result<R> {
        record Answer<R>(R response) implements Result<R> {}

        record Refusal<R>(Refused why) implements Result<R> {}
    }
}

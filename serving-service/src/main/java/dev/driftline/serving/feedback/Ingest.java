package dev.driftline.serving.feedback;

import dev.driftline.contracts.example.Example;
import org.jspecify.annotations.Nullable;

/** Where examples go. */
interface Ingest extends AutoCloseable {
    /** Asks once, for a bounded time. */
    Sent send(Example example);

    @Override
    void close();

    /** What came of it. */
    sealed interface Sent {
        /** Its own answer: a receipt, or a problem in its words. */
        @SuppressWarnings("ArrayRecordComponent") // passed on as it came
        record Answered(
                int status,
                String mediaType,
                byte[] body,
                @Nullable String retryAfter) implements Sent {
            /** Whether the example lies in the topic. */
            boolean isAccepted() {
                return status / 100 == 2;
            }
        }

        /** No answer. */
        record Away(String why) implements Sent {}
    }
}

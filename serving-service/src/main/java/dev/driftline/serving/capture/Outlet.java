package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.Capture;
import java.time.Duration;
import java.util.Optional;

/** Where captures go. Used by one thread. */
interface Outlet extends AutoCloseable {
    /** An answer that has waited so long for the broker is lost; {@link KafkaCaptures} looks that far. */
    Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /**
     * Waits for a bounded time at most; what came of it may be told later.
     *
     * @return why it cannot be taken now and may be sent again: nothing is told of it then; empty: it was taken
     */
    Optional<String> send(Capture capture, Told told);

    /** Waits, for a bounded time, for what is under way. */
    @Override
    void close();

    /** Hears, on any thread and once for each capture that was taken, what came of it. */
    interface Told {
        void sent();

        void lost(String why);
    }
}

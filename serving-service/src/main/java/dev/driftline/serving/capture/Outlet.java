package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.Capture;

/** Where captures go. Used by one thread. */
interface Outlet extends AutoCloseable {
    /** Waits for a bounded time at most; what came of it may be told later. */
    void send(Capture capture, Told told);

    /** Waits, for a bounded time, for what is under way. */
    @Override
    void close();

    /** Hears, on any thread and once for each capture, what came of it. */
    interface Told {
        void sent();

        void lost(String why);
    }
}

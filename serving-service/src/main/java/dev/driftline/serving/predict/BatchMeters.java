package dev.driftline.serving.predict;

import java.time.Duration;

/** Hears what texts wait for and how they are computed. Many threads; costs next to nothing. */
interface BatchMeters {
    /** Tokens that nobody counted. */
    int UNKNOWN = 0;

    /** A question's texts waited so long until the engine took them. Told on the thread of whoever asked. */
    void queueTime(Duration waited);

    /**
     * The engine computed one batch.
     *
     * @param texts of however many questions
     * @param tokens of all of them, padding included; {@link #UNKNOWN} is not recorded
     */
    void batch(int texts, int tokens, Duration engine);

    /** A question's texts were in the engine for so long, in whatever batch. Told on the thread of whoever asked. */
    void engineTime(Duration engine);
}

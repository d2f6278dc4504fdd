package dev.driftline.serving.predict;

import java.time.Duration;

/** Hears what texts wait for and how they are computed. Many threads; costs next to nothing. */
interface BatchMeters {
    /** Tokens that nobody counted. */
    int UNKNOWN = 0;

    /**
     * A question's texts waited so long until the engine took them, and were then in it for so long, in whatever batches, until now. Told on
     * the thread of whoever asked.
     */
    void answered(Duration waited, Duration computed);

    /**
     * The engine computed one batch.
     *
     * @param texts of however many questions
     * @param tokens of all of them, padding included; {@link #UNKNOWN} is not recorded
     */
    void batch(int texts, int tokens, Duration engine);
}

package dev.driftline.cli.load;

import java.util.Random;

/** One question to the server. Many threads call. */
public interface Question {
    /**
     * Asks and waits for the answer.
     *
     * @return what went wrong, in a few words that many questions share; empty: it was answered
     */
    String trouble(Random random);
}

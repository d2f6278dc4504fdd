package dev.driftline.serving.feedback;

import dev.driftline.serving.feedback.Ingest.Sent;

/** Everything that can come of feedback. */
sealed interface Outcome {
    /** ingest has answered: with a receipt or with its reasons. */
    record Passed(Sent.Answered answer) implements Outcome {}

    /** The feedback is at fault. */
    record Invalid(String field, String why) implements Outcome {}

    /** What it says is not so of the domain that it names. */
    record Unfit(String field, String why) implements Outcome {}

    /** The body is longer than is read. */
    record TooLarge() implements Outcome {}

    /** What was asked is not known any more, and the feedback does not say it. */
    record Forgotten(String why) implements Outcome {}

    /** More bodies are held than can be borne. */
    record Busy(String why) implements Outcome {}

    /** Not now. */
    record Later(String why) implements Outcome {}
}

package dev.driftline.serving.tensors;

/** What comes of a request: an answer, or why there is none. */
public sealed interface Outcome {
    record Answered(Answer answer) implements Outcome {}

    /** @param why names the field and the fix */
    record Refused(Kind kind, String why) implements Outcome {}

    /** Why there is no answer; each protocol has a status for each. */
    enum Kind {
        /** The request is at fault. */
        INVALID,
        /** The request is longer than is read. */
        TOO_LARGE,
        /** There is no such model or version. */
        UNKNOWN,
        /** The model has no live version yet. */
        NO_VERSION,
        /** What answers has not learned as much as was asked for. */
        STALE,
        /** There ought to be an answer, but not here and now. */
        NOT_LOADED,
        /** More is asked than can be borne. */
        BUSY,
        /** The answer would not come in time. */
        LATE
    }
}

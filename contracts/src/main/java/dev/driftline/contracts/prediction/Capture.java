package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;

/**
 * A record of {@code predictions}: one text of a question with what was answered.
 *
 * @param format the wire format's version
 * @param id of the answer, which may be to more texts
 * @param index of this text in the question, from 0
 * @param texts of the question
 */
public record Capture(
        int format,
        PredictionId id,
        int index,
        int texts,
        DomainName domain,
        Passage text,
        Prediction.Result result,
        int version,
        Digest digest,
        long learnedUpTo) {
    public static final int FORMAT = 1;

    /** The header that holds {@link #name()}, so that one is found without reading what the others hold. */
    public static final String NAME_HEADER = "driftline-id";

    public Capture {
        unless(format == FORMAT, "format", "must be " + FORMAT);
        unless(texts >= 1 && texts <= Question.MAX_TEXTS, "texts", "must lie in 1.." + Question.MAX_TEXTS);
        unless(index >= 0 && index < texts, "index", "must lie in 0.." + (texts - 1));
    }

    /** What was asked at {@code index} and answered. */
    public static Capture of(Question question, Prediction prediction, int index) {
        return new Capture(
                FORMAT,
                prediction.id(),
                index,
                question.texts().size(),
                prediction.domain(),
                question.texts().get(index),
                prediction.results().get(index),
                prediction.version(),
                prediction.digest(),
                prediction.learnedUpTo());
    }

    /** Of this text's answer: {@code id.index}. */
    public String name() {
        return name(id, index);
    }

    /** Of the answer to one text of a question. */
    public static String name(PredictionId id, int index) {
        return id + "." + index;
    }
}

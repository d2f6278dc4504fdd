package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import org.jspecify.annotations.Nullable;

/**
 * Names the answer to one text of a question, as people say it: {@code 3-1769860800000-00c0ffee00c0ffee.1}.
 *
 * @param index of the text in the question, from 0; null: none was named
 */
public record AnswerName(PredictionId id, @Nullable Integer index) {
    /** Whether text names an answer, and no domain or version; {@link #parse} may still refuse its index. */
    public static boolean isOne(String text) {
        return PredictionId.isOne(text.split("\\.", 2)[0]);
    }

    /** Reads {@link #toString()}'s form; throws {@link dev.driftline.contracts.wire.InvalidValue} on anything else. */
    public static AnswerName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new AnswerName(PredictionId.parse(text), null)
                : new AnswerName(PredictionId.parse(text.substring(0, dot)), index(text.substring(dot + 1)));
    }

    private static int index(String digits) {
        unless(digits.matches("0|[1-9]\\d{0,2}"), "id", "must end in the text's index, as .0, or in no dot");
        return Integer.parseInt(digits);
    }

    /** The text's place in its question; where none was named 0. */
    public int place() {
        return index == null ? 0 : index;
    }

    @Override
    public String toString() {
        return index == null ? id.toString() : Capture.name(id, index);
    }
}

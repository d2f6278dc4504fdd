package dev.driftline.contracts.prediction;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one text of many: its answer, or why it has none.
 *
 * @param line where it stood in the stream, from 1; null where it came by a topic
 * @param id as it was sent; null when none was, or the line could not be read
 * @param predictionId names this answer, as for feedback; null without one
 * @param label the best; null without an answer, as are the scores and what gave them
 * @param abstained true: the best score is below what the domain's policy wants of an answer; else null
 * @param field at fault; null with an answer
 * @param message begins with the field; what is wrong and how to mend it
 */
public record Scored(
        @Nullable Long line,
        @Nullable String id,
        @Nullable String predictionId,
        @Nullable String label,
        @Nullable List<Prediction.Score> scores,
        @Nullable Boolean abstained,
        @Nullable Integer version,
        @Nullable Digest digest,
        @Nullable Long learnedUpTo,
        @Nullable String field,
        @Nullable String message) {
    public static final int MAX_ID_CHARACTERS = 128;

    public Scored {
        boolean answered = predictionId != null
                && label != null
                && scores != null
                && version != null
                && digest != null
                && learnedUpTo != null;
        unless(answered == (field == null), "field", "comes with a text that has no answer, and only with such");
        unless((field == null) == (message == null), "message", "comes with a field");
        scores = scores == null ? null : List.copyOf(scores);
    }

    /** The answer to the text that stood at {@code index} of the question. */
    public static Scored answered(@Nullable Long line, @Nullable String id, Prediction prediction, int index) {
        Prediction.Result result = prediction.results().get(index);
        return new Scored(
                line,
                id,
                Capture.name(prediction.id(), index),
                result.label(),
                result.scores(),
                result.abstained(),
                prediction.version(),
                prediction.digest(),
                prediction.learnedUpTo(),
                null,
                null);
    }

    public static Scored faulty(@Nullable Long line, @Nullable String id, String field, String message) {
        return new Scored(line, id, null, null, null, null, null, null, null, field, message);
    }

    /** The same, where it stands in another file. */
    public Scored at(long otherLine) {
        return new Scored(
                otherLine, id, predictionId, label, scores, abstained, version, digest, learnedUpTo, field, message);
    }

    @JsonIgnore
    public boolean isAnswered() {
        return field == null;
    }
}

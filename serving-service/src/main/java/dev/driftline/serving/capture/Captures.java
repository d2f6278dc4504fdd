package dev.driftline.serving.capture;

import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.PredictionId;

/** What was captured. Any thread may ask. */
public interface Captures {
    /** Looks for the answer to one text of a question, for a bounded time. */
    Found find(PredictionId id, int index);

    /** What came of looking. */
    sealed interface Found {
        /** It lies there. */
        record Here(Capture capture) implements Found {}

        /** It is not there: it was never captured or is no longer kept. */
        record Gone(String why) implements Found {}

        /** Nobody can tell now. */
        record Away(String why) implements Found {}
    }
}

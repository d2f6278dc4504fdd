package dev.driftline.serving.predict;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Question;

/** Sees every answer before the one who asked does. */
public interface Witness {
    /** Called by the thread that answers: must neither wait nor throw. */
    void saw(Question question, Prediction prediction);
}

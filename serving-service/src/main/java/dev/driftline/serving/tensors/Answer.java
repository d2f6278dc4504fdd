package dev.driftline.serving.tensors;

import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.Prediction.Result;
import dev.driftline.contracts.prediction.Prediction.Score;
import dev.driftline.contracts.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer as tensors.
 *
 * @param labels of the head, in the order of the columns of {@code scores}
 * @param outputs the names that were asked for, in that order
 * @param form of the base that gave the last text
 */
public record Answer(Prediction prediction, List<String> labels, List<String> outputs, String form) {
    public Answer {
        labels = List.copyOf(labels);
        outputs = List.copyOf(outputs);
    }

    public String model() {
        return prediction.domain().value();
    }

    public String version() {
        return String.valueOf(prediction.version());
    }

    /** (n): how many texts were answered. */
    public int rows() {
        return prediction.results().size();
    }

    /** (n): the best label of each text. */
    public List<String> best() {
        return prediction.results().stream().map(Result::label).toList();
    }

    /** (n, labels), row by row: probabilities; 0 for a label that was never trained. */
    public List<Float> scores() {
        List<Float> all = new ArrayList<>(rows() * labels.size());
        for (Result result : prediction.results()) {
            Map<String, Double> byLabel = new LinkedHashMap<>();
            for (Score score : result.scores()) {
                byLabel.put(score.label(), score.score());
            }
            for (String label : labels) {
                all.add(byLabel.getOrDefault(label, 0d).floatValue());
            }
        }
        return all;
    }

    /**
     * What stands beside the tensors: the answer's id, which weights gave it and in which form of the base, what the columns of
     * {@code scores} are called, and of which texts the best label is less sure than the domain wants, where there are any.
     */
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("prediction_id", prediction.id().toString());
        all.put("version", (long) prediction.version());
        all.put("digest", prediction.digest().hex());
        all.put("learned_up_to", prediction.learnedUpTo());
        all.put("form", form);
        all.put("labels", Json.text(labels));
        List<Boolean> abstained = prediction.results().stream()
                .map(Result::abstained)
                .map(Boolean.TRUE::equals)
                .toList();
        if (abstained.contains(true)) {
            all.put("abstained", Json.text(abstained));
        }
        return all;
    }
}

package dev.driftline.cli.demo;

import dev.driftline.cli.demo.DemoReport.VersionScore;
import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.prediction.Prediction;
import java.util.List;
import java.util.stream.IntStream;

/** Marks answers on held-back texts. */
final class Scores {
    private Scores() {}

    /** Every tested version of a walk beside the baseline, oldest first. */
    static List<VersionScore> of(Walk walk) {
        return walk.tests().values().stream()
                .map(answers -> score(walk, answers))
                .toList();
    }

    static double accuracy(Prediction answers, List<Labelled> truth) {
        return IntStream.range(0, truth.size())
                .map(i -> answers.results().get(i).label().equals(truth.get(i).label()) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static VersionScore score(Walk walk, Prediction answers) {
        List<Labelled> heldBack = walk.data().heldBack();
        int examples = walk.examplesBelow(answers.learnedUpTo());
        BagOfWords baseline = BagOfWords.learn(walk.data().training().subList(0, examples));
        return new VersionScore(answers.version(), examples, accuracy(answers, heldBack), baseline.accuracy(heldBack));
    }
}

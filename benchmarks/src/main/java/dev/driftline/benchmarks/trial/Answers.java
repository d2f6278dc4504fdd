package dev.driftline.benchmarks.trial;

import dev.driftline.benchmarks.data.Lesson;
import dev.driftline.contracts.example.Passage;
import java.util.Arrays;
import java.util.List;

/**
 * What a pupil answers.
 *
 * @param accuracy share of rightly answered texts
 * @param loss mean cross entropy, in nats
 */
record Answers(double accuracy, double loss) {
    private static final int AT_ONCE = 64;
    private static final int WARM_UP = 20;
    private static final int TIMED = 200;

    /** A probability of exactly zero, as of a label that was never trained, costs no more than this one. */
    private static final double LEAST_PROBABILITY = 1e-9;

    static Answers of(Pupil.Answering pupil, List<Lesson> asked) {
        int right = 0;
        double loss = 0;
        for (int from = 0; from < asked.size(); from += AT_ONCE) {
            List<Lesson> some = asked.subList(from, Math.min(asked.size(), from + AT_ONCE));
            float[][] scores = pupil.scores(
                    some.stream().map(one -> Passage.of(one.text())).toList()); // (texts, labels)
            for (int i = 0; i < scores.length; i++) {
                int row = some.get(i).row();
                right += likeliest(scores[i]) == row ? 1 : 0;
                loss -= Math.log(Math.max(LEAST_PROBABILITY, scores[i][row]));
            }
        }
        return new Answers((double) right / asked.size(), loss / asked.size());
    }

    private static int likeliest(float[] scores) {
        int best = 0;
        for (int row = 1; row < scores.length; row++) {
            if (scores[row] > scores[best]) {
                best = row;
            }
        }
        return best;
    }

    /** Median of milliseconds for one text, asked one after the other, once the first have warmed it up. */
    static double medianMillis(Pupil.Answering pupil, List<Lesson> asked) {
        double[] millis = new double[Math.min(TIMED, asked.size())];
        for (int i = -WARM_UP; i < millis.length; i++) {
            List<Passage> one =
                    List.of(Passage.of(asked.get(Math.floorMod(i, asked.size())).text()));
            long begun = System.nanoTime();
            float[][] _ = pupil.scores(one);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        return (millis[(millis.length - 1) / 2] + millis[millis.length / 2]) / 2;
    }
}

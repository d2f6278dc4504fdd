package dev.driftline.trainer.exam;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.step.Learning;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets candidate and champion answer the same questions. Answers are kept: the champion is most often the candidate of
 * the window before, and then only the new questions are put to it. Used by the training thread alone.
 */
public final class Examiner {
    private static final int SITTINGS_KEPT = 256;
    private static final int WRONG = -1;

    private final Learning learning;
    private final Map<Sitting, Map<Long, Integer>> sittings = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sitting, Map<Long, Integer>> eldest) {
            return size() > SITTINGS_KEPT;
        }
    };

    /** Questions below which nothing is said of int8. */
    private static final int LEAST_EXAM = 30;

    private record Sitting(Digest adapter, String log) {}

    public Examiner(Learning learning) {
        this.learning = learning;
    }

    /**
     * A candidate as it is published.
     *
     * @param temperature that its scores were found to want, 1 where the exam is too small to tell
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to the registry; copied by nobody
    public record Calibrated(byte[] adapter, double temperature) {}

    /**
     * Fits a candidate's temperature on its own answers to the exam. They are kept for {@link #examine}: a temperature changes how sure an
     * answer is and not which it is.
     *
     * @param plain the adapter at temperature 1
     */
    public Calibrated calibrate(Paper paper, byte[] plain, byte @Nullable [] factors) {
        List<Kept> questions = paper.questions();
        if (questions.isEmpty()) {
            return new Calibrated(plain, 1);
        }
        List<Passage> texts =
                questions.stream().map(one -> text(paper, one.offset())).toList();
        float[][] scores = learning.scores(plain, factors, texts); // (texts, labels)
        double temperature =
                Temperature.fit(scores, questions.stream().mapToInt(Kept::row).toArray());
        Double sameInInt8 = questions.size() < LEAST_EXAM ? null : sameInInt8(plain, factors, texts, scores);
        byte[] adapter =
                temperature == 1 && sameInInt8 == null ? plain : learning.examined(plain, temperature, sameInInt8);
        Map<Long, Integer> answers = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            answers.put(questions.get(i).offset(), likeliest(scores[i]));
        }
        sittings.put(new Sitting(Digest.of(adapter), paper.log()), answers);
        return new Calibrated(adapter, temperature);
    }

    /** Share of the texts that are answered alike with the base in int8; null where this device has none. */
    private @Nullable Double sameInInt8(
            byte[] plain, byte @Nullable [] factors, List<Passage> texts, float[][] scores) {
        return learning.rounded(plain, factors, texts)
                .map(rounded -> IntStream.range(0, scores.length)
                        .filter(i -> likeliest(rounded[i]) == likeliest(scores[i]))
                        .count())
                .map(same -> (double) same / scores.length)
                .orElse(null);
    }

    /** How both did; without a champion its answers count as wrong. */
    public Evidence examine(Paper paper, Sitter candidate, @Nullable Sitter champion) {
        Map<Long, Integer> answers = answers(paper, candidate);
        Map<Long, Integer> others = champion == null ? Map.of() : answers(paper, champion);
        return new Evidence(
                champion == null ? null : champion.version().version(),
                paired(paper.exam().newest(), answers, others),
                paired(paper.exam().reservoir(), answers, others),
                mostFrequent(paper.questions()));
    }

    private Map<Long, Integer> answers(Paper paper, Sitter sitter) {
        Map<Long, Integer> known =
                sittings.getOrDefault(new Sitting(sitter.version().adapter(), paper.log()), Map.of());
        List<Long> open = paper.questions().stream()
                .map(Kept::offset)
                .filter(offset -> !known.containsKey(offset))
                .toList();
        Map<Long, Integer> all = new HashMap<>();
        paper.questions().forEach(one -> {
            Integer answer = known.get(one.offset());
            if (answer != null) {
                all.put(one.offset(), answer);
            }
        });
        if (!open.isEmpty()) {
            List<Passage> texts =
                    open.stream().map(offset -> text(paper, offset)).toList();
            float[][] scores = learning.scores(sitter.adapter().get(), sitter.factors(), texts); // (texts, labels)
            for (int i = 0; i < scores.length; i++) {
                all.put(open.get(i), likeliest(scores[i]));
            }
        }
        sittings.put(new Sitting(sitter.version().adapter(), paper.log()), all);
        return all;
    }

    private static Passage text(Paper paper, long offset) {
        return Objects.requireNonNull(paper.texts().get(offset), "a question without a text");
    }

    /** The lowest row of equals. */
    private static int likeliest(float[] scores) {
        int best = 0;
        for (int row = 1; row < scores.length; row++) {
            if (scores[row] > scores[best]) {
                best = row;
            }
        }
        return best;
    }

    private static PairedCount paired(List<Kept> half, Map<Long, Integer> answers, Map<Long, Integer> others) {
        int[] outcomes = new int[4];
        for (Kept one : half) {
            boolean right = answers.getOrDefault(one.offset(), WRONG) == one.row();
            boolean otherRight = others.getOrDefault(one.offset(), WRONG) == one.row();
            outcomes[(right ? 0 : 2) + (otherRight ? 0 : 1)]++;
        }
        return new PairedCount(outcomes[0], outcomes[1], outcomes[2], outcomes[3]);
    }

    private static int mostFrequent(List<Kept> questions) {
        Map<Integer, Integer> counts = new HashMap<>();
        questions.forEach(one -> counts.merge(one.row(), 1, Integer::sum));
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}

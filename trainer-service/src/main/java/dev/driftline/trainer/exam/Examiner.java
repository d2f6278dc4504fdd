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

    private record Sitting(Digest adapter, String log) {}

    public Examiner(Learning learning) {
        this.learning = learning;
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
            List<Passage> texts = open.stream()
                    .map(offset -> Objects.requireNonNull(paper.texts().get(offset), "a question without a text"))
                    .toList();
            int[] rows = learning.answers(sitter.adapter().get(), sitter.factors(), texts);
            for (int i = 0; i < rows.length; i++) {
                all.put(open.get(i), rows[i]);
            }
        }
        sittings.put(new Sitting(sitter.version().adapter(), paper.log()), all);
        return all;
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

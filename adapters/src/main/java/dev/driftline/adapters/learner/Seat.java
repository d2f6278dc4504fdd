package dev.driftline.adapters.learner;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one learner brings to a call, and what becomes of it; compared by identity. */
final class Seat {
    /** Added to the logits of a label that was never trained: its probability is exactly zero, and so is its gradient. */
    static final float CLOSED = -1e9f;

    /** Length of a probe for finite differences, as in the paper's code; right for float32. */
    private static final double REACH = 0.01;

    /** A held-out gradient shorter than this is taken to be so long: else the probe would leave the neighbourhood. */
    private static final double LEAST_DIRECTION = 1e-2;

    private final Learner learner;
    private final List<TokenRow> rows;
    private final int[] labels;
    private final List<TokenRow> heldRows;
    private final int[] heldLabels;
    private final long maskSeed;
    private final boolean upper;
    private final Progress next;
    private final Progress open;

    private Seat(
            Learner learner,
            List<Passage> texts,
            int[] labels,
            List<Passage> heldTexts,
            int[] heldLabels,
            long maskSeed,
            boolean upper) {
        check(learner.labels(), texts, labels);
        this.learner = learner;
        this.labels = labels;
        this.heldLabels = heldLabels;
        this.maskSeed = maskSeed;
        this.upper = upper;
        Progress now = learner.progress();
        next = upper ? now.withUpperSteps(now.upperSteps() + 1) : now.stepped(labels);
        open = upper ? next.stepped(labels).stepped(heldLabels) : next;
        rows = learner.base().tokens(texts);
        heldRows = learner.base().tokens(heldTexts);
    }

    static Seat lower(Learner learner, List<Passage> texts, int[] labels, long maskSeed) {
        return new Seat(learner, texts, labels, List.of(), new int[0], maskSeed, false);
    }

    static Seat upper(UpperTurn turn) {
        turn.learner().levels();
        check(turn.learner().labels(), turn.heldTexts(), turn.heldLabels());
        return new Seat(
                turn.learner(),
                turn.texts(),
                turn.labels(),
                turn.heldTexts(),
                turn.heldLabels(),
                turn.maskSeed(),
                true);
    }

    static void check(List<String> names, List<Passage> texts, int[] labels) {
        unless(!texts.isEmpty() && texts.size() == labels.length, "texts", "must be one or more, with a label each");
        for (int label : labels) {
            unless(label >= 0 && label < names.size(), "labels", "holds a row that the head has not");
        }
    }

    /**
     * Those of one kind side by side, parted by their tokens: within a group all have more than half as many as the longest, so that
     * at most half of what a group's stack multiplies is padding.
     */
    static List<List<Seat>> groups(List<Seat> seats) {
        return List.copyOf(seats.stream()
                .collect(Collectors.groupingBy(
                        Seat::group,
                        () -> new TreeMap<>(Comparator.comparing(Group::kind)
                                .thenComparing(Group::ranks)
                                .thenComparingInt(Group::magnitude)),
                        Collectors.toList()))
                .values());
    }

    private record Group(String kind, String ranks, int magnitude) {}

    private Group group() {
        return new Group(
                learner.kind().order(),
                Arrays.toString(learner.ranks()),
                Integer.numberOfLeadingZeros(Packed.tokens(rows)));
    }

    static List<Packed.Group> packed(List<List<Seat>> groups, Function<Seat, List<TokenRow>> rows) {
        return groups.stream()
                .map(group -> new Packed.Group(
                        SharedStep.method(group.getFirst().learner()),
                        group.getFirst().learner().ranks(),
                        group.stream().map(rows).toList(),
                        false))
                .toList();
    }

    Learner learner() {
        return learner;
    }

    Trained trained() {
        return learner.trained();
    }

    List<TokenRow> rows() {
        return rows;
    }

    int[] labels() {
        return labels;
    }

    List<TokenRow> heldRows() {
        return heldRows;
    }

    int[] heldLabels() {
        return heldLabels;
    }

    long maskSeed() {
        return maskSeed;
    }

    /** Of one tensor for each trained one: those of the adapter that this call moves. */
    List<Tensor> moved(List<Tensor> all) {
        List<Tensor> adapter = Trained.adapter(all);
        return learner.settings().bidora() == null ? adapter : Trained.level(adapter, upper);
    }

    /** Labels of some examples, what closes labels that none of them and none before had, and the weights of all. */
    List<Tensor> goal(Scope passing, int[] labels) {
        return goal(passing, labels, open, learner.settings(), learner.labels());
    }

    /** @param open counts every label that is not closed */
    static List<Tensor> goal(Scope passing, int[] labels, Progress open, MethodSettings settings, List<String> names) {
        long[] own = new long[labels.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = labels[i];
        }
        long[] steps = open.headSteps();
        float[] closed = new float[steps.length];
        float[] weights = new float[steps.length];
        for (int row = 0; row < closed.length; row++) {
            closed[row] = steps[row] > 0 ? 0 : CLOSED;
            weights[row] =
                    settings.classWeights().getOrDefault(names.get(row), 1.0).floatValue();
        }
        return List.of(
                passing.longs(own, own.length),
                passing.floats(closed, closed.length),
                passing.floats(weights, weights.length));
    }

    /** The program's eight numbers of a slot. */
    double[] conf() {
        MethodSettings settings = learner.settings();
        BidoraSettings levels = settings.bidora();
        return new double[] {
            settings.scale(),
            settings.clip(),
            settings.dropout(),
            levels == null ? 0 : levels.orthogonality(),
            levels == null ? 0 : levels.secondTerm(),
            settings.rate(),
            REACH,
            LEAST_DIRECTION
        };
    }

    double[] pace() {
        int count = moved(learner.trained().raw()).size();
        return upper
                ? Corrections.magnitudes(next, learner.settings(), count)
                : Corrections.adapter(next, learner.settings(), count);
    }

    List<Tensor> topPace(Scope passing) {
        return Corrections.tops(passing, next, learner.settings());
    }

    /** The call moved the tensors. */
    void done() {
        learner.moved(next);
    }
}

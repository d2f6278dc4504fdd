package dev.driftline.adapters.learner;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.factors.Fixed;
import dev.driftline.adapters.learner.Learner.StepResult;
import dev.driftline.adapters.learner.Learner.UpperResult;
import dev.driftline.adapters.program.Call;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.Hypergradient;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One training step of any number of learners on one base in one form, whatever their methods, ranks and labels: one call of the program,
 * in which each has the loss, the gradients, the clipping, the masks and the count of steps that it has alone; sums are added up in
 * another order.
 */
public final class SharedStep {
    private SharedStep() {}

    /**
     * One AdamW step of each; of BiDoRA's lower level, where that is the method. A label seen for the first time joins the trained ones.
     *
     * @param turns each of another learner, all on one base in one form
     * @return in the order of the turns
     * @throws dev.driftline.contracts.wire.InvalidValue when there is no turn, two are of one learner or of two bases or forms, or one
     *     is as {@link Learner#step} refuses it; nothing has moved then
     */
    public static List<StepResult> step(List<Turn> turns) {
        unless(!turns.isEmpty() && differ(turns.stream().map(Turn::learner)), "turns", "must be of different learners");
        List<Seat> seats = turns.getFirst()
                .learner()
                .base()
                .reading(turns)
                .map(turn -> Seat.lower(turn.learner(), turn.texts(), turn.labels(), turn.maskSeed()))
                .toList();
        List<List<Seat>> groups = Seat.groups(seats);
        List<Seat> order = groups.stream().flatMap(List::stream).toList();
        Encoder encoder = encoder(order);
        Map<Seat, StepResult> results = new HashMap<>();
        try (Scope passing = encoder.program().scope()) {
            Call call = moving(encoder, encoder.program().call("step"), groups);
            Packed packed = examples(call, passing, order, Seat.packed(groups, Seat::rows), Seat::labels);
            rest(call.wholes(packed.plan()), encoder, order);
            List<Tensor> measured = call.tensors(
                            all(order, seat -> seat.moved(seat.trained().raw())))
                    .tensors(all(order, seat -> seat.moved(seat.trained().first())))
                    .tensors(all(order, seat -> seat.moved(seat.trained().second())))
                    .reals(numbers(order, Seat::pace))
                    .tensors(all(order, seat -> Trained.tops(seat.trained().first())))
                    .tensors(all(order, seat -> Trained.tops(seat.trained().second())))
                    .tensors(all(order, seat -> seat.topPace(passing)))
                    .train(passing);
            float[] losses = measured.get(0).floats();
            float[] norms = measured.get(1).floats();
            for (int i = 0; i < losses.length; i++) {
                results.put(order.get(i), new StepResult(losses[i], norms[i]));
            }
        }
        order.forEach(Seat::done);
        return seats.stream()
                .map(seat -> Objects.requireNonNull(results.get(seat)))
                .toList();
    }

    /**
     * One AdamW step of the magnitudes alone of each, by the hypergradient of its held-out loss (Qin, Zhang, Xie, arXiv 2410.09758). One
     * whose magnitudes are beyond its guard stays as it is.
     *
     * @param turns each of another learner of BiDoRA, all on one base in one form; those of one kind of hypergradient share a call
     * @return in the order of the turns
     * @throws IllegalStateException when a learner is of another method
     * @throws dev.driftline.contracts.wire.InvalidValue when two turns are of one learner or of two bases or forms, or one is as
     *     {@link Learner#upper} refuses it
     */
    public static List<UpperResult> upper(List<UpperTurn> turns) {
        unless(differ(turns.stream().map(UpperTurn::learner)), "turns", "must be of different learners");
        List<Seat> seats = turns.stream().map(Seat::upper).toList();
        Map<Seat, Double> losses = new HashMap<>();
        for (Hypergradient how : Hypergradient.values()) {
            List<Seat> own = seats.stream()
                    .filter(seat -> levels(seat).hypergradient() == how
                            && !seat.learner().isBeyondGuard())
                    .toList();
            if (!own.isEmpty()) {
                losses.putAll(upper(how, own));
            }
        }
        return seats.stream()
                .map(seat -> new UpperResult(
                        losses.getOrDefault(seat, 0.0), seat.learner().drift()))
                .toList();
    }

    private static Map<Seat, Double> upper(Hypergradient how, List<Seat> seats) {
        List<List<Seat>> groups = Seat.groups(seats);
        List<Seat> order = groups.stream().flatMap(List::stream).toList();
        Encoder encoder = encoder(order);
        Map<Seat, Double> losses = new HashMap<>();
        try (Scope passing = encoder.program().scope()) {
            Call call = moving(encoder, encoder.program().call("upper").whole(number(how)), groups);
            Packed packed = examples(call, passing, order, Seat.packed(groups, Seat::rows), Seat::labels);
            call.wholes(packed.plan());
            Packed held = examples(call, passing, order, Seat.packed(groups, Seat::heldRows), Seat::heldLabels);
            rest(call.wholes(held.plan()), encoder, order);
            float[] measured = call.tensors(
                            all(order, seat -> seat.moved(seat.trained().raw())))
                    .tensors(all(order, seat -> seat.moved(seat.trained().first())))
                    .tensors(all(order, seat -> seat.moved(seat.trained().second())))
                    .reals(numbers(order, Seat::pace))
                    .train(passing)
                    .getFirst()
                    .floats();
            for (int i = 0; i < measured.length; i++) {
                losses.put(order.get(i), (double) measured[i]);
            }
        }
        order.forEach(Seat::done);
        return losses;
    }

    private static boolean differ(Stream<Learner> learners) {
        return learners.allMatch(new HashSet<>()::add);
    }

    private static BidoraSettings levels(Seat seat) {
        return seat.learner().levels();
    }

    private static Encoder encoder(List<Seat> order) {
        Base base = order.getFirst().learner().base();
        unless(
                order.stream()
                        .map(seat -> seat.learner().base())
                        .allMatch(own -> own.encoder() == base.encoder() && own.form() == base.form()),
                "turns",
                "must be of learners on one base in one form");
        return base.encoder();
    }

    private static Call moving(Encoder encoder, Call call, List<List<Seat>> groups) {
        List<Seat> order = groups.stream().flatMap(List::stream).toList();
        return call.tensors(encoder.weights())
                .tensors(order.getFirst().learner().low())
                .tensors(groups.stream()
                        .flatMap(group -> group.getFirst().learner().fixed().stream())
                        .toList())
                .tensors(all(order, seat -> Trained.adapter(seat.trained().raw())))
                .tensors(all(order, seat -> Trained.tops(seat.trained().raw())));
    }

    private static Packed examples(
            Call call, Scope passing, List<Seat> order, List<Packed.Group> groups, Function<Seat, int[]> labels) {
        Packed packed = Packed.of(passing, groups);
        call.tensors(packed.words()).tensors(all(order, seat -> seat.goal(passing, labels.apply(seat))));
        return packed;
    }

    private static void rest(Call call, Encoder encoder, List<Seat> order) {
        call.reals(numbers(order, Seat::conf))
                .whole(encoder.geometry().heads())
                .real(encoder.geometry().epsilon())
                .wholes(order.stream()
                        .flatMapToLong(seat -> Arrays.stream(MaskKeys.of(seat.maskSeed())))
                        .toArray());
    }

    private static List<Tensor> all(List<Seat> order, Function<Seat, List<Tensor>> own) {
        return order.stream().flatMap(seat -> own.apply(seat).stream()).toList();
    }

    private static double[] numbers(List<Seat> order, Function<Seat, double[]> own) {
        return order.stream()
                .flatMapToDouble(seat -> Arrays.stream(own.apply(seat)))
                .toArray();
    }

    /** The program's number of it. */
    private static int number(Hypergradient how) {
        return switch (how) {
            case FIRST_ORDER -> 0;
            case FINITE_DIFFERENCE -> 1;
            case EXACT -> 2;
            case UNROLLED -> 3;
        };
    }

    /** The program's number of a learner's method. */
    static int method(Learner learner) {
        return Fixed.number(learner.settings().method());
    }
}

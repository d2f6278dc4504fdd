package dev.driftline.adapters.form;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Processor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The forms that answer on this machine: one for single texts and one for full batches, and beside each the best exact one for domains
 * whose answers another form would change. A call that has the machine to itself takes one thread or all, as was faster when it was tried;
 * of calls at the same time each takes its share, since threads that wait for each other are a loss then. Safe for many threads.
 */
public final class Forms implements AutoCloseable {
    /** A form is chosen by time. */
    public static final String AUTO = "auto";

    /** Tokens of a call up to which it is a single text's. */
    private static final int FEW_TOKENS = 192;

    private static final List<Shape> SHAPES = List.of(new Shape(1, 32), new Shape(16, 32));

    private record Shape(int texts, int tokens) {
        private int all() {
            return texts * tokens;
        }
    }

    /** A form that no call's size changes has one shape, and is made once. */
    private record Key(Form form, Shape shape) {
        private static Key of(Form form, Shape shape) {
            return new Key(form, form.isLaidOut() ? shape : SHAPES.getFirst());
        }
    }

    /** Whether a call must answer exactly, and whether no other call runs. */
    private record Situation(Shape shape, boolean exactly, boolean alone) {}

    private final Map<Key, Formed> open = new HashMap<>();
    private final Map<Situation, Trial> chosen = new HashMap<>();
    private final int share;
    private final List<Trial> trials;

    private Forms(int share, List<Trial> trials) {
        this.share = share;
        this.trials = trials;
    }

    /**
     * Tries the forms that this processor has: half a second to three. A form whose states are not those of the form that trains (mean cosine
     * below .99 over built-in sentences) is never chosen.
     *
     * @param wish auto, or the word of a form
     * @param share threads of a call beside others
     * @param nanos a clock
     * @throws dev.driftline.contracts.wire.InvalidValue when no form has that word
     * @throws IllegalStateException when the form that is wished for is not faithful on this machine
     */
    public static Forms open(Base base, String wish, int share, LongSupplier nanos) {
        List<Integer> widths =
                Stream.of(share, base.encoder().program().threads()).distinct().toList();
        List<Form> tried = wish.equals(AUTO) ? available(base.encoder()) : wished(Form.of(wish));
        Map<Key, Formed> made = new HashMap<>();
        List<Trial> trials = new ArrayList<>();
        try {
            Trials measure = new Trials(base, nanos);
            for (Shape shape : SHAPES) {
                List<Formed> formed = tried.stream()
                        .map(form -> made.computeIfAbsent(
                                Key.of(form, shape), _ -> Formed.of(base.encoder(), form, shape.all())))
                        .flatMap(one -> widths.stream().map(one::by))
                        .toList();
                trials.addAll(measure.of(formed, shape.texts(), shape.tokens()));
            }
            Forms forms = new Forms(share, List.copyOf(trials));
            for (Shape shape : SHAPES) {
                forms.choose(new Situation(shape, false, true), wish, made);
                forms.choose(new Situation(shape, false, false), wish, made);
                forms.choose(new Situation(shape, true, true), AUTO, made);
                forms.choose(new Situation(shape, true, false), AUTO, made);
            }
            made.values().forEach(Formed::close);
            return forms;
        } catch (RuntimeException e) {
            made.values().forEach(Formed::close);
            throw e;
        }
    }

    private static List<Form> wished(Form form) {
        return form.exact() ? List.of(form) : List.of(form, Form.PACKED, Form.PLAIN);
    }

    private static List<Form> available(Encoder encoder) {
        if (!encoder.program().device().equals("cpu")) {
            return List.of(Form.PLAIN);
        }
        return Processor.multipliesBf16()
                ? List.of(Form.PLAIN, Form.PACKED, Form.INT8, Form.BF16)
                : List.of(Form.PLAIN, Form.PACKED, Form.INT8);
    }

    /** Takes what is fastest then out of {@code made}. */
    private void choose(Situation when, String wish, Map<Key, Formed> made) {
        Shape shape = when.shape();
        List<Trial> here = trials.stream()
                .filter(trial -> trial.texts() == shape.texts() && trial.tokens() == shape.tokens())
                .filter(trial -> when.alone() || trial.threads() == share)
                .sorted(Comparator.comparingDouble(Trial::millis))
                .toList();
        Trial best = here.stream()
                .filter(trial -> when.exactly() ? trial.form().exact() : trial.faithful())
                .filter(trial -> wish.equals(AUTO) || trial.form().word().equals(wish))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("form " + wish + " is not faithful on this processor: "
                        + here + "; set driftline.serving.form to auto or fp32"));
        chosen.put(when, best);
        Formed one = made.remove(Key.of(best.form(), shape));
        if (one != null) {
            open.put(Key.of(best.form(), shape), one);
        }
    }

    /** What was measured. */
    public List<Trial> trials() {
        return trials;
    }

    /**
     * The form for a call.
     *
     * @param tokens of all its texts
     * @param exactly whether the answers must be those of the form that trains
     * @param alone whether no other call runs
     */
    public Formed at(int tokens, boolean exactly, boolean alone) {
        Shape shape = SHAPES.get(tokens <= FEW_TOKENS ? 0 : 1);
        Trial trial = Objects.requireNonNull(chosen.get(new Situation(shape, exactly, alone)));
        return Objects.requireNonNull(open.get(Key.of(trial.form(), shape))).by(trial.threads());
    }

    /** Whether the processor adds up products of bytes in one instruction: int8 pays there. */
    public boolean hasVnni() {
        return Processor.addsUpBytes();
    }

    /** Whether some calls are answered in a form that is not exact. */
    public boolean rounds() {
        return chosen.values().stream().anyMatch(trial -> !trial.form().exact());
    }

    @Override
    public void close() {
        open.values().forEach(Formed::close);
    }
}

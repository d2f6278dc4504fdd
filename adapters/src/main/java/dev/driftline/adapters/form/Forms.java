package dev.driftline.adapters.form;

import static dev.driftline.contracts.wire.InvalidValue.unless;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The forms that answer on this machine: one for single texts and one for full batches, and beside each the best exact one for domains
 * whose answers another form would change. Each is chosen apart for calls by few threads, of which several run at the same time, and for
 * wide ones by all, which have the machine to themselves. Safe for many threads.
 */
public final class Forms implements AutoCloseable {
    /** A form is chosen by time. */
    public static final String AUTO = "auto";

    /** Tokens of a call up to which it is a single text's. */
    private static final int FEW_TOKENS = 192;

    private static final List<Shape> SHAPES = List.of(new Shape(1, 32), new Shape(16, 32));

    private record Shape(int texts, int tokens) {
        private static Shape of(int tokens) {
            return SHAPES.get(small(tokens) ? 0 : 1);
        }

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

    /** Whether a call must answer exactly, and whether it takes all threads. */
    private record Situation(Shape shape, boolean exactly, boolean wide) {}

    private final Map<Key, Formed> open = new HashMap<>();
    private final Map<Situation, Trial> chosen = new HashMap<>();
    private final int share;
    private final int most;
    private final List<Trial> trials;

    private Forms(int share, int most, List<Trial> trials) {
        this.share = share;
        this.most = most;
        this.trials = trials;
    }

    /**
     * Tries the forms that this processor has: half a second to three. A form whose states are not those of the form that trains (mean cosine
     * below .99 over built-in sentences) is never chosen.
     *
     * @param wish auto, or the word of a form
     * @param most threads of a wide call; others have as many as the base has
     * @param nanos a clock
     * @throws dev.driftline.contracts.wire.InvalidValue when no form has that word
     * @throws IllegalStateException when the form that is wished for is not faithful on this machine
     */
    public static Forms open(Base base, String wish, int most, LongSupplier nanos) {
        int share = base.encoder().program().threads();
        List<Integer> widths = Stream.of(share, most).distinct().toList();
        List<Form> tried = wish.equals(AUTO) ? available(base.encoder()) : wished(base.encoder(), Form.of(wish));
        Map<Key, Formed> made = new HashMap<>();
        List<Trial> trials = new ArrayList<>();
        try {
            Trials measure = new Trials(base, nanos);
            for (Shape shape : SHAPES) {
                List<Formed> formed = tried.stream()
                        .map(form -> made.computeIfAbsent(
                                Key.of(form, shape), _ -> Formed.of(base.encoder(), form, shape.all(), most)))
                        .flatMap(one -> widths.stream().map(one::by))
                        .toList();
                trials.addAll(measure.of(formed, shape.texts(), shape.tokens()));
            }
            Forms forms = new Forms(share, most, List.copyOf(trials));
            for (Shape shape : SHAPES) {
                forms.choose(new Situation(shape, false, true), wish, made);
                forms.choose(new Situation(shape, false, false), wish, made);
                forms.choose(new Situation(shape, true, true), AUTO, made);
                forms.choose(new Situation(shape, true, false), AUTO, made);
            }
            made.forEach((key, formed) -> {
                if (!forms.open.containsKey(key)) {
                    formed.close();
                }
            });
            return forms;
        } catch (RuntimeException e) {
            made.values().forEach(Formed::close);
            throw e;
        }
    }

    private static List<Form> wished(Encoder encoder, Form form) {
        List<Form> here = available(encoder);
        unless(
                here.contains(form),
                "driftline.serving.form",
                "must on this "
                        + (encoder.program().isOnCpu() ? "processor" : "GPU")
                        + " be auto or one of "
                        + here.stream().map(Form::word).collect(Collectors.joining(", "))
                        + ", not "
                        + form.word());
        return form.exact() ? List.of(form) : List.of(form, Form.ONNX, Form.PLAIN);
    }

    /** Those that may be worth a trial on the device and processor. */
    public static List<Form> available(Encoder encoder) {
        if (!encoder.program().isOnCpu()) {
            return List.of(Form.PLAIN);
        }
        return Processor.multipliesBf16()
                ? List.of(Form.PLAIN, Form.ONNX, Form.INT8, Form.BF16)
                : List.of(Form.PLAIN, Form.ONNX, Form.INT8);
    }

    /** Keeps what is fastest then. */
    private void choose(Situation when, String wish, Map<Key, Formed> made) {
        Shape shape = when.shape();
        List<Trial> here = trials.stream()
                .filter(trial -> trial.texts() == shape.texts() && trial.tokens() == shape.tokens())
                .filter(trial -> trial.threads() == (when.wide() ? most : share))
                .sorted(Comparator.comparingDouble(Trial::millis))
                .toList();
        Trial best = here.stream()
                .filter(trial -> when.exactly() ? trial.form().exact() : trial.faithful())
                .filter(trial -> wish.equals(AUTO) || trial.form().word().equals(wish))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("form " + wish + " is not faithful on this processor: "
                        + here + "; set driftline.serving.form to auto or fp32"));
        Key key = Key.of(best.form(), shape);
        chosen.put(when, best);
        open.put(key, Objects.requireNonNull(made.get(key)));
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
     * @param wide whether it takes all threads
     */
    public Formed at(int tokens, boolean exactly, boolean wide) {
        Trial trial = trial(tokens, exactly, wide);
        Shape shape = Shape.of(tokens);
        return Objects.requireNonNull(open.get(Key.of(trial.form(), shape))).by(trial.threads());
    }

    /** How that form did when it was tried. */
    public Trial trial(int tokens, boolean exactly, boolean wide) {
        return Objects.requireNonNull(chosen.get(new Situation(Shape.of(tokens), exactly, wide)));
    }

    /** Whether a call is small: forms are chosen apart for small calls and others. */
    public static boolean small(int tokens) {
        return tokens <= FEW_TOKENS;
    }

    /** Whether the processor adds up products of bytes in one instruction: int8 pays there. */
    public boolean hasVnni() {
        return Processor.addsUpBytes();
    }

    /**
     * Whether texts are the faster together.
     *
     * @param exactly as in {@link #at}
     */
    public boolean batches(boolean exactly) {
        return trial(1, exactly, false).form().batches()
                || trial(Integer.MAX_VALUE, exactly, false).form().batches();
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

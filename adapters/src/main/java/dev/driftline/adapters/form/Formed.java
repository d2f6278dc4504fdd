package dev.driftline.adapters.form;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.program.Held;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.List;

/** The base in one form. Its native memory is its own; close it after the last call that uses it. Safe for many threads. */
public final class Formed implements AutoCloseable {
    private final Encoder encoder;
    private final Form form;
    private final Scope scope;
    private final List<Tensor> weights;
    private final Held packed;
    private final int threads;

    private Formed(Encoder encoder, Form form, Scope scope, List<Tensor> weights, Held packed, int threads) {
        this.encoder = encoder;
        this.form = form;
        this.scope = scope;
        this.weights = weights;
        this.packed = packed;
        this.threads = threads;
    }

    /**
     * Computed by as many threads as the encoder's other calls.
     *
     * @param tokens expected in a call: oneDNN chooses its layout by them
     */
    public static Formed of(Encoder encoder, Form form, int tokens) {
        return of(encoder, form, tokens, encoder.program().threads());
    }

    /** @param threads that the widest call will use: oneDNN chooses its layout by them too */
    public static Formed of(Encoder encoder, Form form, int tokens, int threads) {
        Scope scope = encoder.program().scope();
        try {
            List<Tensor> weights = switch (form) {
                case PLAIN, INT8 -> encoder.weights();
                case PACKED, BF16 ->
                    encoder.program()
                            .call("repack")
                            .threads(threads)
                            .tensors(encoder.weights())
                            .whole(form == Form.BF16 ? 16 : 32)
                            .whole(tokens)
                            .infer(scope);
            };
            Held packed = form == Form.INT8
                    ? encoder.program()
                            .call("quantise")
                            .tensors(encoder.weights())
                            .hold()
                    : encoder.program().call("unpacked").hold();
            return new Formed(encoder, form, scope, weights, packed, threads);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    public Form form() {
        return form;
    }

    /** The same weights, computed by so many threads a call. It needs no closing; it ends with this. */
    public Formed by(int most) {
        return new Formed(encoder, form, scope, weights, packed, most);
    }

    /** That a call uses. */
    public int threads() {
        return threads;
    }

    /** As {@link Encoder#weights}, the linear layers in this form; they stay this object's or the encoder's. */
    public List<Tensor> weights() {
        return weights;
    }

    /** The linear layers where they are no arrays; this object's. */
    public Held packed() {
        return packed;
    }

    /** Mean of the last states of each text, without an adapter: (texts, width), row by row. */
    public float[] embed(List<TokenRow> rows) {
        try (Scope passing = encoder.program().scope()) {
            Packed words = Packed.bare(passing, encoder.geometry(), rows);
            return encoder.program()
                    .call("embed")
                    .threads(threads)
                    .tensors(weights)
                    .held(packed)
                    .tensors(words.words())
                    .wholes(words.plan())
                    .whole(encoder.geometry().heads())
                    .real(encoder.geometry().epsilon())
                    .infer(passing)
                    .getFirst()
                    .floats();
        }
    }

    @Override
    public void close() {
        packed.close();
        scope.close();
    }
}

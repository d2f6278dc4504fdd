package dev.driftline.adapters.form;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.TokenRow;
import java.util.List;

/** The base in one form. Its native memory is its own; close it after the last call that uses it. Safe for many threads. */
public sealed interface Formed extends AutoCloseable permits InProgram, InOnnx {
    /**
     * Computed by as many threads as the encoder's other calls.
     *
     * @param tokens expected in a call: a layout may be chosen by them
     */
    static Formed of(Encoder encoder, Form form, int tokens) {
        return of(encoder, form, tokens, encoder.program().threads());
    }

    /** @param threads that the widest call will use: a layout may be chosen by them too */
    static Formed of(Encoder encoder, Form form, int tokens, int threads) {
        return switch (form) {
            case PLAIN, BF16 -> InProgram.of(encoder, form, tokens, threads);
            case ONNX, INT8 -> InOnnx.of(encoder, form, threads);
        };
    }

    Form form();

    /** The same weights, computed by so many threads a call. It needs no closing; it ends with this. */
    Formed by(int threads);

    /** That a call uses. */
    int threads();

    /** Mean of the last states of each text, without an adapter: (texts, width), row by row. */
    float[] embed(List<TokenRow> rows);

    @Override
    void close();
}

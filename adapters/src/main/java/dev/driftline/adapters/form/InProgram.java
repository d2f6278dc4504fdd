package dev.driftline.adapters.form;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Packed;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.List;

/**
 * Computed by the program that trains, all texts of a call together.
 *
 * @param weights as {@link Encoder#weights}, the linear layers in this form; they stay this object's or the encoder's
 */
public record InProgram(Encoder encoder, Form form, Scope scope, List<Tensor> weights, int threads) implements Formed {
    static InProgram of(Encoder encoder, Form form, int tokens, int threads) {
        Scope scope = encoder.program().scope();
        try {
            List<Tensor> weights = form == Form.PLAIN
                    ? encoder.weights()
                    : encoder.program()
                            .call("repack")
                            .threads(threads)
                            .tensors(encoder.weights())
                            .whole(tokens)
                            .infer(scope);
            return new InProgram(encoder, form, scope, weights, threads);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    @Override
    public Formed by(int most) {
        return new InProgram(encoder, form, scope, weights, most);
    }

    @Override
    public float[] embed(List<TokenRow> rows) {
        try (Scope passing = encoder.program().scope()) {
            Packed words = Packed.bare(passing, encoder.geometry(), rows);
            return encoder.program()
                    .call("embed")
                    .threads(threads)
                    .tensors(weights)
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
        scope.close();
    }
}

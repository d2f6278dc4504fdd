package dev.driftline.adapters.form;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.onnx.OnnxBase;
import dev.driftline.adapters.onnx.OnnxSession;
import java.util.List;

/** Computed by ONNX Runtime, text after text. */
public record InOnnx(OnnxBase base, Form form, OnnxSession session, int threads) implements Formed {
    static InOnnx of(Encoder encoder, Form form, int threads) {
        OnnxBase base = OnnxBase.open(encoder, form == Form.INT8);
        try {
            return new InOnnx(base, form, base.by(threads), threads);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    @Override
    public Formed by(int most) {
        return new InOnnx(base, form, base.by(most), most);
    }

    @Override
    public float[] embed(List<TokenRow> rows) {
        List<float[]> means = rows.stream().map(session::pooled).toList();
        int width = means.getFirst().length;
        float[] all = new float[means.size() * width];
        for (int text = 0; text < means.size(); text++) {
            System.arraycopy(means.get(text), 0, all, text * width, width);
        }
        return all;
    }

    @Override
    public void close() {
        base.close();
    }
}

package dev.driftline.adapters.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.program.NativeTuning;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls by a number of threads. By one, as many threads as like may call at once; by more, calls share them. */
public final class OnnxSession {
    /** Whether threads of a call wait for each other spinning. */
    private static final String SPIN = "session.intra_op.allow_spinning";

    /** They sleep when it is over: other calls want the cores. */
    private static final String SLEEP = "session.force_spinning_stop";

    private final OrtEnvironment environment;
    private final OnnxBase base;
    private final OrtSession session;
    private final Inputs inputs;

    OnnxSession(
            OrtEnvironment environment,
            OnnxBase base,
            byte[] graph,
            Map<String, OnnxTensorLike> weights,
            Inputs inputs,
            int threads) {
        this.environment = environment;
        this.base = base;
        this.inputs = inputs;
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setMemoryPatternOptimization(false); // one pattern for texts of all lengths fits none
            options.addConfigEntry(SPIN, NativeTuning.spins() ? "1" : "0");
            options.addConfigEntry(SLEEP, "1");
            options.addExternalInitializers(weights);
            this.session = environment.createSession(graph, options);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Probabilities (labels) of a text.
     *
     * @param adapter in the order of {@link Encoder#sites}
     * @param head (labels, width), direct
     * @param bias (labels), direct; very negative where a label was never trained
     */
    public float[] scores(TokenRow text, List<SiteAdapter> adapter, FloatBuffer head, FloatBuffer bias) {
        return run(text, adapter, head, bias, AdaptedEncoder.SCORES);
    }

    /** The mean of a text's last states (width), without an adapter. */
    public float[] pooled(TokenRow text) {
        return run(text, inputs.none(), Direct.floats(inputs.width()), Direct.floats(1), AdaptedEncoder.POOLED);
    }

    private float[] run(TokenRow text, List<SiteAdapter> adapter, FloatBuffer head, FloatBuffer bias, String wanted) {
        return base.open(() -> answer(text, adapter, head, bias, wanted));
    }

    private float[] answer(
            TokenRow text, List<SiteAdapter> adapter, FloatBuffer head, FloatBuffer bias, String wanted) {
        try (Inputs.Call call = inputs.call(environment)) {
            call.text(text);
            call.adapter(adapter);
            call.head(head, bias);
            try (OrtSession.Result result = session.run(call.tensors(), Set.of(wanted))) {
                FloatBuffer answer = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] numbers = new float[answer.remaining()];
                answer.get(numbers);
                return numbers;
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}

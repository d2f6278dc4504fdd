package dev.driftline.adapters.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.TokenRow;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Calls by a number of threads. By one, as many threads as like may call at once; by more, calls share them. */
public final class OnnxSession {
    private final OrtEnvironment environment;
    private final OnnxBase base;
    private final Inputs inputs;
    private final int threads;
    private final OrtSession adapted;
    private final ReentrantLock making = new ReentrantLock();

    private volatile @Nullable OrtSession bare;

    OnnxSession(OrtEnvironment environment, OnnxBase base, Inputs inputs, int threads) {
        this.environment = environment;
        this.base = base;
        this.inputs = inputs;
        this.threads = threads;
        this.adapted = base.made(true, threads);
    }

    /** By the graph without places for adapters, which is made for whoever is the first to have none. */
    private OrtSession bare() {
        OrtSession one = bare;
        if (one != null) {
            return one;
        }
        making.lock();
        try {
            one = bare;
            if (one == null) {
                one = base.made(false, threads);
                bare = one;
            }
            return one;
        } finally {
            making.unlock();
        }
    }

    /**
     * Probabilities (labels) of a text.
     *
     * @param adapter in the order of {@link Encoder#sites}; empty: none
     * @param head (labels, width), direct
     * @param bias (labels), direct; very negative where a label was never trained
     */
    public float[] scores(TokenRow text, List<SiteAdapter> adapter, FloatBuffer head, FloatBuffer bias) {
        return run(text, adapter, head, bias, AdaptedEncoder.SCORES);
    }

    /** The mean of a text's last states (width), with an adapter of rank 0 everywhere: at what adapted texts cost. */
    public float[] pooled(TokenRow text) {
        return run(text, inputs.none(), Direct.floats(inputs.width()), Direct.floats(1), AdaptedEncoder.POOLED);
    }

    private float[] run(TokenRow text, List<SiteAdapter> adapter, FloatBuffer head, FloatBuffer bias, String wanted) {
        return base.open(() -> answer(text, adapter, head, bias, wanted));
    }

    private float[] answer(
            TokenRow text, List<SiteAdapter> adapter, FloatBuffer head, FloatBuffer bias, String wanted) {
        OrtSession session = adapter.isEmpty() ? bare() : adapted;
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
            try (adapted) {
                OrtSession one = bare;
                if (one != null) {
                    one.close();
                }
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}

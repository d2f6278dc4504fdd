package dev.driftline.adapters.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.driftline.adapters.base.Encoder;
import java.util.HashMap;
import java.util.Map;

/**
 * The base as ONNX Runtime computes it, a text at a time: there a batch is no faster than its texts one by one, and what lies beside a text
 * changes nothing about its answer. Any thread may call; close it before the encoder, after the last call.
 */
public final class OnnxBase implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "driftline");

    private final OnnxWeights weights;
    private final byte[] graph;
    private final Encoder encoder;
    private final Map<Integer, OnnxSession> sessions = new HashMap<>();

    private OnnxBase(OnnxWeights weights, byte[] graph, Encoder encoder) {
        this.weights = weights;
        this.graph = graph;
        this.encoder = encoder;
    }

    /** @param int8 whether the matrices are kept in bytes */
    public static OnnxBase open(Encoder encoder, boolean int8) {
        try {
            return new OnnxBase(
                    OnnxWeights.of(ENVIRONMENT, encoder, int8), AdaptedEncoder.graph(encoder, int8), encoder);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What computes by so many threads: a quarter of a second when it is first asked for. It ends with this. */
    public synchronized OnnxSession by(int threads) {
        return sessions.computeIfAbsent(
                threads, _ -> new OnnxSession(ENVIRONMENT, graph, weights.byName(), encoder.geometry(), threads));
    }

    @Override
    public synchronized void close() {
        sessions.values().forEach(OnnxSession::close);
        sessions.clear();
        weights.close();
    }
}

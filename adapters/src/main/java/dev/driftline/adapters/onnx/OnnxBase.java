package dev.driftline.adapters.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.driftline.adapters.base.Encoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The base as ONNX Runtime computes it, a text at a time: there a batch is no faster than its texts one by one, and what lies beside a text
 * changes nothing about its answer. Any thread may call; closing waits for calls that are under way. Close it before the encoder, which is one on
 * the CPU.
 */
public final class OnnxBase implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = LastingEnvironment.open();
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final OnnxWeights weights;
    private final byte[] graph;
    private final Inputs inputs;
    private final Map<Integer, OnnxSession> sessions = new HashMap<>();
    private final ReentrantReadWriteLock leaving = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxBase(OnnxWeights weights, byte[] graph, Inputs inputs) {
        this.weights = weights;
        this.graph = graph;
        this.inputs = inputs;
    }

    /** @param int8 whether the matrices are kept in bytes */
    public static OnnxBase open(Encoder encoder, boolean int8) {
        byte[] graph = AdaptedEncoder.graph(encoder, int8);
        Inputs inputs = new Inputs(encoder);
        try {
            OnnxBase base = new OnnxBase(OnnxWeights.of(ENVIRONMENT, encoder, int8), graph, inputs);
            OPEN.incrementAndGet();
            return base;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many are open in this process. */
    public static int held() {
        return OPEN.get();
    }

    /** What computes by so many threads: a quarter of a second when it is first asked for. It ends with this. */
    public OnnxSession by(int threads) {
        leaving.writeLock().lock();
        try {
            requireOpen();
            return sessions.computeIfAbsent(
                    threads, _ -> new OnnxSession(ENVIRONMENT, this, graph, weights.byName(), inputs, threads));
        } finally {
            leaving.writeLock().unlock();
        }
    }

    /**
     * Keeps everything open meanwhile.
     *
     * @throws IllegalStateException when this is closed
     */
    <T> T open(Supplier<T> call) {
        leaving.readLock().lock();
        try {
            requireOpen();
            return call.get();
        } finally {
            leaving.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this form of the base has left");
        }
    }

    @Override
    public void close() {
        leaving.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                sessions.values().forEach(OnnxSession::close);
                weights.close();
                OPEN.decrementAndGet();
            }
        } finally {
            leaving.writeLock().unlock();
        }
    }
}

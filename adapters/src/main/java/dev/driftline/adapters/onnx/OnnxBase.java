package dev.driftline.adapters.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.program.NativeTuning;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Whether threads of a call wait for each other spinning. */
    private static final String SPIN = "session.intra_op.allow_spinning";

    /** They sleep when it is over: other calls want the cores. */
    private static final String SLEEP = "session.force_spinning_stop";

    private final OnnxWeights weights;
    private final Encoder encoder;
    private final boolean int8;
    private final Inputs inputs;
    private final Map<Integer, OnnxSession> sessions = new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock leaving = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxBase(OnnxWeights weights, Encoder encoder, boolean int8) {
        this.weights = weights;
        this.encoder = encoder;
        this.int8 = int8;
        this.inputs = new Inputs(encoder);
    }

    /** @param int8 whether the matrices are kept in bytes */
    public static OnnxBase open(Encoder encoder, boolean int8) {
        try {
            OnnxBase base = new OnnxBase(OnnxWeights.of(ENVIRONMENT, encoder, int8), encoder, int8);
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
        OnnxSession made = sessions.get(threads);
        if (made != null) {
            return made; // without the lock: nobody waits here for the calls of others
        }
        leaving.writeLock().lock();
        try {
            requireOpen();
            return sessions.computeIfAbsent(threads, _ -> new OnnxSession(ENVIRONMENT, this, inputs, threads));
        } finally {
            leaving.writeLock().unlock();
        }
    }

    /** What ONNX Runtime makes of one of the two graphs: it lays the matrices out once more for each. */
    OrtSession made(boolean adapted, int threads) {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setMemoryPatternOptimization(false); // one pattern for texts of all lengths fits none
            options.addConfigEntry(SPIN, NativeTuning.spins() ? "1" : "0");
            options.addConfigEntry(SLEEP, "1");
            options.addExternalInitializers(weights.byName());
            return ENVIRONMENT.createSession(AdaptedEncoder.graph(encoder, int8, adapted), options);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
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
                OPEN.decrementAndGet();
                try (weights) {
                    sessions.values().forEach(OnnxSession::close);
                } finally {
                    sessions.clear();
                }
            }
        } finally {
            leaving.writeLock().unlock();
        }
    }
}

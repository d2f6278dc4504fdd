package dev.driftline.adapters.program;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The loaded program on its device. Many threads may call it at once. */
public final class Program implements AutoCloseable {
    private final LongAdder calls = new LongAdder();
    private final PtNDManager owner;
    private final PtSymbolBlock module;
    private final int threads;
    private final Set<Scope> scopes = ConcurrentHashMap.newKeySet();

    private Program(PtNDManager owner, PtSymbolBlock module, int threads) {
        this.owner = owner;
        this.module = module;
        this.threads = threads;
    }

    /**
     * Loads libtorch, once a process, and the program.
     *
     * @param device auto, cpu or cuda
     * @param threads a call may use, 1 or more
     * @throws IllegalStateException when CUDA is asked for and not there
     */
    public static Program open(String device, int threads) {
        return open(device, threads, Archive.of(Archive.PROGRAM, "__torch__"));
    }

    static Program open(String device, int threads, byte[] archive) {
        Engine engine = engine();
        PtNDManager owner = (PtNDManager) engine.newBaseManager(choose(device, engine));
        try {
            PtSymbolBlock module = JniUtils.loadModule(owner, new ByteArrayInputStream(archive), true, false);
            return new Program(owner, module, threads);
        } catch (IOException e) {
            owner.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** DJL asks the network for natives and reports its use unless it is told to stay offline. */
    private static Engine engine() {
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        NativeTuning.sleep();
        return Engine.getEngine("PyTorch");
    }

    private static Device choose(String device, Engine engine) {
        boolean cuda = engine.getGpuCount() > 0;
        return switch (device) {
            case "cpu" -> Device.cpu();
            case "auto" -> cuda ? Device.gpu() : Device.cpu();
            case "cuda" -> {
                if (!cuda) {
                    throw new IllegalStateException(
                            "device cuda was asked for, but this libtorch " + engine.getVersion()
                                    + " sees no CUDA device: set device to cpu or auto, or name a CUDA build of libtorch in"
                                    + " PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR, and the folder of its libcudart,"
                                    + " by which devices are counted, in -Djna.library.path");
                }
                yield Device.gpu();
            }
            default -> throw new IllegalStateException("device must be auto, cpu or cuda, not " + device);
        };
    }

    /** Arrays that belong to the caller, who makes them by as many threads as a call uses if it asks for nothing else. */
    public Scope scope() {
        use(threads);
        Scope scope = new Scope((PtNDManager) owner.newSubManager(), scopes::remove);
        scopes.add(scope);
        return scope;
    }

    /** How many arrays live in native memory, in all scopes that are still open. */
    public int held() {
        return scopes.stream().mapToInt(Scope::size).sum();
    }

    /**
     * A call that is still without arguments.
     *
     * @param method of the class in program.py.txt
     */
    public Call call(String method) {
        return new Call(this, method);
    }

    /** How often native code was called. */
    public long calls() {
        return calls.sum();
    }

    /** cpu or cuda. */
    public String device() {
        return isOnCpu() ? "cpu" : "cuda";
    }

    public boolean isOnCpu() {
        return !owner.getDevice().isGpu();
    }

    /** That a call uses if it asks for nothing else. */
    public int threads() {
        return threads;
    }

    /** libtorch's version; of one that PYTORCH_LIBRARY_PATH names what PYTORCH_VERSION says. */
    public String libtorch() {
        return owner.getEngine().getVersion();
    }

    /** Grad mode, threads and the graph optimizer are the calling thread's own in libtorch, so each call sets them. */
    IValue run(String method, long[] arguments, int most, boolean train, boolean gradients) {
        calls.increment();
        use(most);
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(gradients);
        return NativeCall.run(module.getHandle(), method, arguments, train);
    }

    /** libtorch takes a number of its own when a thread first asks; only then does another one last. */
    private static void use(int threads) {
        if (JniUtils.getNumThreads() != threads) {
            JniUtils.setNumThreads(threads);
        }
    }

    @Override
    public void close() {
        module.close();
        owner.close();
    }
}

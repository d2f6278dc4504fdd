package dev.driftline.adapters.program;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What OpenMP and the C library are told before libtorch is loaded. OpenMP reads the process' environment once, when it is loaded; Java can
 * only change that by a native call. What the environment says already stands.
 */
public final class NativeTuning {
    private static final String POLICY = "OMP_WAIT_POLICY";
    private static final String SPINS = "GOMP_SPINCOUNT";

    /** One to five milliseconds, by the processor: longer than the pauses between the products of one call. */
    private static final String BRIEFLY = "100000";

    private static final int KEEP_EXISTING = 0;

    private static final int TRIM_THRESHOLD = -1;
    private static final int TOP_PAD = -2;
    private static final int MMAP_THRESHOLD = -3;
    private static final int ARENA_MAX = -8;

    /** The largest that glibc takes. */
    private static final int MAPPED_FROM = 32 << 20;

    private static final int KEPT = 512 << 20;

    /** A whole one of the heaps that glibc gives a thread: below that it unmaps the last of them whenever it falls empty. */
    private static final int SPARE = 64 << 20;

    /** Each keeps what its busiest moment needed. */
    private static final int ARENAS = 2;

    private static volatile boolean spins;

    private static final Linker LINKER = Linker.nativeLinker();

    private NativeTuning() {}

    /**
     * For a process whose calls are short: what one frees is kept for the next, which else waits for tens of thousands of new pages. To be
     * called before anything else of this package.
     *
     * @param spinning whether the threads of a call wait for each other spinning, by which a single text is answered on two cores in two thirds
     *     of the time. It is for a process in which one thread makes all calls by several threads, and makes them only while they pay: OpenMP
     *     lets nobody spin once its threads are more than the cores
     */
    public static void forShortCalls(boolean spinning) {
        spins = spinning && System.getenv(POLICY) == null;
        if (spins) {
            set(SPINS, BRIEFLY);
        }
        option(MMAP_THRESHOLD, MAPPED_FROM, "MALLOC_MMAP_THRESHOLD_");
        option(TRIM_THRESHOLD, KEPT, "MALLOC_TRIM_THRESHOLD_");
        option(TOP_PAD, SPARE, "MALLOC_TOP_PAD_");
        option(ARENA_MAX, ARENAS, "MALLOC_ARENA_MAX");
    }

    /** Whether the threads of a call wait for each other spinning in this process. */
    public static boolean spins() {
        return spins;
    }

    /**
     * For any other: threads wait asleep. By default they spin. Where another process wants the same cores, as on one machine with a broker
     * and a second engine, a step of 0.2 s then takes seconds, because spinning threads hold the cores that the ones they wait for need.
     */
    static void sleep() {
        set(POLICY, "PASSIVE");
    }

    private static void set(String name, String value) {
        function("setenv", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
                .ifPresent(setenv -> {
                    try (Arena arena = Arena.ofConfined()) {
                        MemorySegment key = arena.allocateFrom(name);
                        int ignored = (int) setenv.invokeExact(key, arena.allocateFrom(value), KEEP_EXISTING);
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void option(int name, int value, String environment) {
        if (System.getenv(environment) != null) {
            return;
        }
        function("mallopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).ifPresent(mallopt -> {
            try {
                int ignored = (int) mallopt.invokeExact(name, value);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A function of the C library that answers with an int; empty where it has none of that name. */
    @SuppressWarnings("restricted") // native access is given to the whole process, for libtorch
    static Optional<MethodHandle> function(String name, ValueLayout... arguments) {
        return LINKER.defaultLookup()
                .find(name)
                .map(address -> LINKER.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments)));
    }
}

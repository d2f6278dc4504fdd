package dev.driftline.adapters.program;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * How libtorch's threads wait for each other: asleep.
 *
 * <p>By default they spin. Where another process wants the same cores, as on one machine with a broker and a second engine, a step of
 * 0.2 s then takes seconds, because spinning threads hold the cores that the ones they wait for need. OpenMP reads this once, when it
 * is loaded, from the process' environment, which Java can only change by a native call. A policy that the environment names stands.
 */
final class WaitPolicy {
    private static final String NAME = "OMP_WAIT_POLICY";
    private static final int KEEP_EXISTING = 0;

    private WaitPolicy() {}

    /** To be called before libtorch is loaded. */
    @SuppressWarnings("restricted") // native access is given to the whole process, for libtorch
    static void sleep() {
        Linker linker = Linker.nativeLinker();
        MethodHandle set = linker.defaultLookup()
                .find("setenv")
                .map(address -> linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)))
                .orElse(null);
        if (set == null) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) set.invokeExact(arena.allocateFrom(NAME), arena.allocateFrom("PASSIVE"), KEEP_EXISTING);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

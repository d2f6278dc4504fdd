package dev.driftline.adapters.program;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Memory that is free and still the process' own: Java's heap grows while it may, and the C library keeps what it was given back. */
public final class FreeMemory {
    private static final Optional<MethodHandle> TRIM = NativeTuning.function("malloc_trim", ValueLayout.JAVA_LONG);

    private FreeMemory() {}

    /** Returns it to the system: a tenth of a second or two, and what is wanted again costs as much once more. */
    public static void giveBack() {
        System.gc();
        TRIM.ifPresent(trim -> {
            try {
                int ignored = (int) trim.invokeExact(0L);
            } catch (Throwable e) {
                throw new IllegalStateException("malloc_trim cannot be called", e);
            }
        });
    }
}

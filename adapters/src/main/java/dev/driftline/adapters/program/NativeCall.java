package dev.driftline.adapters.program;

import static java.lang.invoke.MethodType.methodType;

import ai.djl.pytorch.jni.IValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * The one native call into a TorchScript method.
 *
 * <p>DJL keeps it package-private. A class of ours in DJL's package would fail wherever another class loader holds DJL, as in
 * Quarkus' tests and dev mode; method handles do not.
 */
final class NativeCall {
    private static final MethodHandle RUN;
    private static final MethodHandle WRAP;

    static {
        try {
            Lookup djl = MethodHandles.privateLookupIn(IValue.class, MethodHandles.lookup());
            Class<?> library = djl.findClass("ai.djl.pytorch.jni.PyTorchLibrary");
            Object instance = djl.findStaticGetter(library, "LIB", library).invoke();
            RUN = djl.findVirtual(
                            library,
                            "moduleRunMethod",
                            methodType(
                                    long.class, long.class, String.class, long[].class, boolean.class, boolean.class))
                    .bindTo(instance);
            WRAP = djl.findConstructor(IValue.class, methodType(void.class, long.class));
        } catch (Throwable e) {
            throw new IllegalStateException("this DJL is not the one that Driftline was built with", e);
        }
    }

    private NativeCall() {}

    /** Runs a method; {@code train} false means libtorch's inference mode. The caller closes the result. */
    static IValue run(long module, String method, long[] arguments, boolean train) {
        try {
            long result = (long) RUN.invokeExact(module, method, arguments, train, false);
            return (IValue) WRAP.invokeExact(result);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}

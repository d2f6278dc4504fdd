package dev.driftline.adapters.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * ONNX Runtime's environment until the process has ended. Its Java half gives the environment back in a shutdown hook, beside which a service
 * still answers what waits; the native half counts whoever asked for it, so that one more who never gives it back keeps it.
 */
final class LastingEnvironment {
    private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
    private static final String NAME = "driftline";

    private LastingEnvironment() {}

    static OrtEnvironment open() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(LEVEL, NAME);
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            Method ask = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            ask.setAccessible(true);
            ask.invoke(null, api.getLong(null), LEVEL.getValue(), NAME);
            return environment;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this ONNX Runtime is another than the build's", e);
        }
    }
}

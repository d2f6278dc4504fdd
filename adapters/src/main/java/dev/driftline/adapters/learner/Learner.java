package dev.driftline.adapters.learner;

import dev.driftline.adapters.base.Base;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One domain's trained tensors in native memory. Used by one thread at a time. */
@SuppressWarnings("DoNotCallSuggester")
public final class Learner implements AutoCloseable {
    /**
     * What a step measured, before it moved anything.
     *
     * @param loss mean cross entropy over the examples, in nats
     * @param gradientNorm global L2 norm before clipping
     */
    public record StepResult(double loss, double gradientNorm) {}

    private Learner() {}

    public static Learner fresh(
            Base base, MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        throw new UnsupportedOperationException();
    }

    public static Learner restore(
            Base base, MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        throw new UnsupportedOperationException();
    }

    public StepResult step(List<String> texts, int[] labels, long maskSeed) {
        throw new UnsupportedOperationException();
    }

    public void endUpdate() {
        throw new UnsupportedOperationException();
    }

    public boolean isFinite() {
        throw new UnsupportedOperationException();
    }

    public byte[] adapter() {
        throw new UnsupportedOperationException();
    }

    public byte[] state(Map<String, long[]> extras) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}

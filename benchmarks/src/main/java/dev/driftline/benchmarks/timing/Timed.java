package dev.driftline.benchmarks.timing;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/** Works that were timed beside each other, by their names, in their order. */
public record Timed(Map<String, Timing> timings) {
    public Timing of(String name) {
        return Objects.requireNonNull(timings.get(name), name);
    }

    public Collection<Timing> all() {
        return timings.values();
    }
}

package dev.driftline.adapters.base;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Set;

/**
 * Where the base runs.
 *
 * @param device auto, cpu or cuda
 * @param threads that one call may use; 0 means one for each core
 */
public record BaseSettings(String device, int threads) {
    private static final Set<String> DEVICES = Set.of("auto", "cpu", "cuda");

    public BaseSettings {
        unless(DEVICES.contains(device), "device", "must be auto, cpu or cuda");
        unless(threads >= 0, "threads", "must be 0 or more");
    }

    int threadsUsed() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}

package dev.driftline.benchmarks.trial;

import dev.driftline.contracts.adapter.Safetensors;
import java.util.Arrays;

/**
 * Counts of numbers in an adapter's file, which holds what was trained and nothing else.
 *
 * @param head of the classifier
 */
record Trained(int adapter, int head) {
    static Trained of(byte[] file) {
        int adapter = 0;
        int head = 0;
        for (Safetensors.Entry entry : Safetensors.read(file).entries()) {
            int numbers = Math.toIntExact(Arrays.stream(entry.shape()).reduce(1, Math::multiplyExact));
            if (entry.name().contains("classifier")) {
                head += numbers;
            } else {
                adapter += numbers;
            }
        }
        return new Trained(adapter, head);
    }
}

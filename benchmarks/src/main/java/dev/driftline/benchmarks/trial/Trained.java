package dev.driftline.benchmarks.trial;

import dev.driftline.contracts.adapter.Safetensors;
import java.util.Arrays;

/**
 * Counts of numbers that are trained.
 *
 * @param encoder of the adapter beside it, or of the encoder itself
 * @param head of the classifier
 */
record Trained(int encoder, int head) {
    /** Of an adapter's file, which holds what is trained and nothing else. */
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

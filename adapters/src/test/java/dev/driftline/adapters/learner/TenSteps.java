package dev.driftline.adapters.learner;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.testkit.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own: ten steps of LoRA, DoRA and EDoRA on one thread; writes the digests of what they made to a file. */
final class TenSteps {
    private static final int[][] LABELS = {{0, 1, 2, 1}, {2, 2, 0}, {1, 0, 1, 0, 2, 3}};

    private TenSteps() {}

    public static void main(String[] args) throws IOException {
        byte[] factors = Files.readAllBytes(Path.of(args[0]));
        List<byte[]> ballast = ballast(Integer.parseInt(args[2]));
        List<String> digests = new ArrayList<>();
        try (Base base = Base.open(new BaseSettings("cpu", 1))) {
            for (AdapterMethod method : List.of(AdapterMethod.LORA, AdapterMethod.DORA, AdapterMethod.EDORA)) {
                digests.addAll(train(base, method, factors));
            }
        }
        Files.write(Path.of(args[1]), digests);
        if (ballast.isEmpty()) {
            throw new IllegalStateException("the heap was meant to hold something");
        }
    }

    /** Lays the heap out differently from process to process. */
    private static List<byte[]> ballast(int blocks) {
        List<byte[]> kept = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            kept.add(new byte[1 + 7919 * i]);
        }
        return kept;
    }

    private static List<String> train(Base base, AdapterMethod method, byte[] factors) {
        MethodSettings settings =
                Settings.of(method).with("decay", 0.01).with("dropout", 0.1).done();
        try (Learner learner = Learner.fresh(base, settings, OneBase.LABELS, 7, factors)) {
            for (int step = 0; step < 10; step++) {
                int[] labels = LABELS[step % LABELS.length];
                learner.step(OneBase.texts(step, labels), labels, step);
                if (step % 5 == 4) {
                    learner.endUpdate();
                }
            }
            return List.of(
                    method + " adapter " + Digest.of(learner.adapter()),
                    method + " state " + Digest.of(learner.state(Map.of("n", new long[] {10}))));
        }
    }
}

package dev.driftline.trainer.step;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Weights that are a hash of everything that was ever done to them, so that two histories never look alike. */
public final class FakeLearning implements Learning {
    public final List<Long> maskSeeds = new ArrayList<>();
    public final List<Passage> trainedTexts = new ArrayList<>();
    public int answered;
    public double loss = 0.5;
    public boolean finite = true;
    public double drift = 0.01;
    public final List<List<Passage>> heldSets = new ArrayList<>();
    public final List<Integer> retrains = new ArrayList<>();
    public int open;
    public Runnable beforeStep = () -> {};

    private record State(String weights, Map<String, long[]> extras) {}

    @Override
    public Digest base() {
        return Digest.of(new byte[] {42});
    }

    @Override
    public Running running() {
        return new Running(1, "cpu", "NONE", "fp32", "fake", true);
    }

    @Override
    public byte[] factors(int rank) {
        return new byte[] {(byte) rank};
    }

    @Override
    public Pupil fresh(MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        return new FakePupil("fresh " + seed);
    }

    @Override
    public Pupil restore(MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        return new FakePupil(Json.read(state, new TypeReference<State>() {}).weights());
    }

    @Override
    public Map<String, long[]> extras(byte[] state) {
        return Json.read(state, new TypeReference<State>() {}).extras();
    }

    @Override
    public int[] answers(byte[] adapter, byte @Nullable [] factors, List<Passage> texts) {
        answered += texts.size();
        return texts.stream()
                .mapToInt(text -> Math.floorMod(Objects.hash(new String(adapter, StandardCharsets.UTF_8), text), 3))
                .toArray();
    }

    @Override
    public void close() {}

    private final class FakePupil implements Pupil {
        private String weights;

        private FakePupil(String weights) {
            this.weights = weights;
            open++;
        }

        @Override
        public double step(List<Passage> texts, int[] rows, long maskSeed) {
            beforeStep.run();
            maskSeeds.add(maskSeed);
            trainedTexts.addAll(texts);
            weights = hash(weights + texts + List.of(rows.length, rows[0]) + maskSeed);
            return loss;
        }

        @Override
        public double upper(List<Passage> texts, int[] rows, List<Passage> heldTexts, int[] heldRows, long maskSeed) {
            beforeStep.run();
            maskSeeds.add(maskSeed);
            heldSets.add(heldTexts);
            return drift;
        }

        @Override
        public void retrain() {
            retrains.add(trainedTexts.size());
        }

        @Override
        public void endUpdate() {
            weights = hash(weights + "averaged");
        }

        @Override
        public boolean isFinite() {
            return finite;
        }

        @Override
        public byte[] adapter() {
            return ("adapter " + weights).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] state(Map<String, long[]> extras) {
            return Json.bytes(new State(weights, new TreeMap<>(extras)));
        }

        @Override
        public void close() {
            open--;
        }
    }

    private static String hash(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}

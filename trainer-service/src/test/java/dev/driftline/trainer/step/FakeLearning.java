package dev.driftline.trainer.step;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
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
    public final List<String> trainedTexts = new ArrayList<>();
    public final List<List<String>> stepTexts = new ArrayList<>();
    public int answered;
    public double loss = 0.5;
    public boolean finite = true;
    public double drift = 0.01;
    public final List<List<String>> heldSets = new ArrayList<>();
    public final List<Integer> trainedBefore = new ArrayList<>();
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
    public byte[] factors(FactorStart start, int rank) {
        return (start.word() + rank).getBytes(StandardCharsets.UTF_8);
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
    public int[] answers(byte[] adapter, byte @Nullable [] factors, List<String> texts) {
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

        /** A token for each letter. */
        @Override
        public int[] lengths(List<String> texts) {
            return texts.stream().mapToInt(String::length).toArray();
        }

        @Override
        public double step(List<String> texts, int[] rows, long maskSeed) {
            beforeStep.run();
            maskSeeds.add(maskSeed);
            trainedTexts.addAll(texts);
            stepTexts.add(texts);
            weights = hash(weights + texts + List.of(rows.length, rows[0]) + maskSeed);
            return loss;
        }

        @Override
        public double upper(List<String> texts, int[] rows, List<String> heldTexts, int[] heldRows, long maskSeed) {
            beforeStep.run();
            maskSeeds.add(maskSeed);
            heldSets.add(heldTexts);
            trainedBefore.add(trainedTexts.size());
            weights = hash(weights + "upper" + texts + heldTexts + List.of(heldRows.length, heldRows[0]) + maskSeed);
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

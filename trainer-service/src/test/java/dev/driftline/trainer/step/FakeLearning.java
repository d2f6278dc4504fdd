package dev.driftline.trainer.step;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Weights that are a hash of everything that was ever done to them, so that two histories never look alike. */
public final class FakeLearning implements Learning {
    /** The fake base is no wider. */
    public static final int MOST_RANK = 32;

    public final List<Long> maskSeeds = new ArrayList<>();
    public final List<Passage> trainedTexts = new ArrayList<>();
    public final List<List<Passage>> stepTexts = new ArrayList<>();
    public int answered;

    /** Texts that int8 answers otherwise, the first of those asked. */
    public int otherInInt8;

    public double loss = 0.5;
    public boolean finite = true;
    public double drift = 0.01;
    public final List<List<Passage>> heldSets = new ArrayList<>();
    public final List<Integer> trainedBefore = new ArrayList<>();
    public final List<Integer> retrains = new ArrayList<>();
    /** How many took part in each step. */
    public final List<Integer> shared = new ArrayList<>();

    /** In which form each pupil learned. */
    public final List<TrainingForm> pupilForms = new ArrayList<>();

    public FormChoice forms = new FormChoice(List.of(TrainingForm.FP32), TrainingForm.FP32, Map.of());

    public int open;
    public Runnable beforeStep = () -> {};

    private record State(String weights, Map<String, long[]> extras) {}

    @Override
    public Digest base() {
        return Digest.of(new byte[] {42});
    }

    @Override
    public void require(MethodSettings settings) {
        InvalidValue.unless(settings.rank() <= MOST_RANK, "rank", "must be at most " + MOST_RANK);
    }

    @Override
    public FormChoice forms() {
        return forms;
    }

    @Override
    public Running running(TrainingForm form, boolean alone) {
        return new Running(1, "cpu", "NONE", form.word(), "fake", alone);
    }

    @Override
    public byte[] factors(FactorStart start, int rank) {
        return (start.word() + rank).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Pupil fresh(
            TrainingForm form, MethodSettings settings, List<String> labels, long seed, byte @Nullable [] factors) {
        pupilForms.add(form);
        return new FakePupil("fresh " + seed);
    }

    @Override
    public Pupil restore(
            TrainingForm form, MethodSettings settings, List<String> labels, byte[] state, byte @Nullable [] factors) {
        pupilForms.add(form);
        return new FakePupil(Json.read(state, new TypeReference<State>() {}).weights());
    }

    @Override
    public Map<String, long[]> extras(byte[] state) {
        return Json.read(state, new TypeReference<State>() {}).extras();
    }

    @Override
    public float[][] scores(byte[] adapter, byte @Nullable [] factors, List<Passage> texts) {
        answered += texts.size();
        return texts.stream()
                .map(text -> scores(Math.floorMod(Objects.hash(new String(adapter, StandardCharsets.UTF_8), text), 3)))
                .toArray(float[][]::new);
    }

    private static float[] scores(int best) {
        float[] scores = {0.1f, 0.1f, 0.1f};
        scores[best] = 0.8f;
        return scores;
    }

    @Override
    public Optional<float[][]> rounded(byte[] adapter, byte @Nullable [] factors, List<Passage> texts) {
        int before = answered;
        float[][] scores = scores(adapter, factors, texts);
        answered = before;
        for (int i = 0; i < Math.min(otherInInt8, scores.length); i++) {
            scores[i] = new float[] {scores[i][1], scores[i][2], scores[i][0]};
        }
        return Optional.of(scores);
    }

    @Override
    public byte[] examined(byte[] adapter, double temperature, @Nullable Double sameInInt8) {
        return (new String(adapter, StandardCharsets.UTF_8) + " at " + temperature + " alike " + sameInInt8)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<Stepped> step(List<Turn> turns) {
        beforeStep.run();
        shared.add(turns.size());
        turns.forEach(turn -> ((FakePupil) turn.pupil()).step(turn.texts(), turn.rows(), turn.maskSeed()));
        return turns.stream().map(turn -> new Stepped(loss, turns.size() == 1)).toList();
    }

    @Override
    public List<Raised> upper(List<UpperTurn> turns) {
        beforeStep.run();
        turns.forEach(turn -> ((FakePupil) turn.pupil()).upper(turn));
        return turns.stream().map(turn -> new Raised(drift, turns.size() == 1)).toList();
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
        public int[] lengths(List<Passage> texts) {
            return texts.stream().mapToInt(Passage::characters).toArray();
        }

        private void step(List<Passage> texts, int[] rows, long maskSeed) {
            maskSeeds.add(maskSeed);
            trainedTexts.addAll(texts);
            stepTexts.add(texts);
            weights = hash(weights + texts + List.of(rows.length, rows[0]) + maskSeed);
        }

        private void upper(UpperTurn turn) {
            maskSeeds.add(turn.maskSeed());
            heldSets.add(turn.heldTexts());
            trainedBefore.add(trainedTexts.size());
            weights = hash(weights + "upper" + turn.texts() + turn.heldTexts()
                    + List.of(turn.heldRows().length, turn.heldRows()[0]) + turn.maskSeed());
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

package dev.driftline.adapters.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.testkit.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResidentTest {
    private static final int KINDS_KEPT = 8;
    private static final Map<AdapterMethod, byte[]> TRAINED = new EnumMap<>(AdapterMethod.class);

    private static byte[] trained(AdapterMethod method) {
        return TRAINED.computeIfAbsent(method, ResidentTest::train);
    }

    private static byte[] train(AdapterMethod method) {
        MethodSettings settings = MethodSettings.defaults(method);
        try (Learner learner = Learner.fresh(OneBase.BASE, settings, OneBase.LABELS, 1, OneBase.FACTORS)) {
            int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0};
            for (int i = 0; i < 18; i++) {
                learner.step(OneBase.texts(i % 3, labels), labels, i);
            }
            learner.endUpdate();
            return learner.adapter();
        }
    }

    private static Resident load(byte[] adapter) {
        return Resident.load(OneBase.BASE, adapter, OneBase.FACTORS);
    }

    private static int best(float[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((one, other) -> scores[other] > scores[one] ? other : one)
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void itAnswersWhatWasLearnedAndNeverWhatWasNot(AdapterMethod method) {
        int[] labels = {2, 0, 1, 1, 0, 2, 2, 1, 0, 0};
        try (Resident resident = load(trained(method))) {
            float[][] scores = resident.scores(OneBase.texts(77, labels));
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                float sum = 0;
                for (float one : scores[i]) {
                    sum += one;
                }
                assertThat(sum).isCloseTo(1, within(1e-5f));
                assertThat(scores[i][3]).isZero();
                right += best(scores[i]) == labels[i] ? 1 : 0;
            }
            assertThat(right).isGreaterThanOrEqualTo(8);
        }
    }

    /** softmax(z / T) is what softmax(log p / T) is, z being log p but for a constant. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 1.37, 4})
    void aTemperatureChangesHowSureAnAnswerIsAndNotWhichItIs(double temperature) {
        byte[] plain = trained(AdapterMethod.DORA);
        Geometry geometry = OneBase.BASE.encoder().geometry();
        AdapterFile.Content content = AdapterFile.read(geometry, plain);
        byte[] tempered = AdapterFile.write(
                geometry, new AdapterFile.Content(content.header().withTemperature(temperature), content.tensors()));
        List<Passage> texts = OneBase.texts(77, 2, 0, 1, 1, 0, 2);
        try (Resident before = load(plain);
                Resident after = load(tempered)) {
            float[][] scores = before.scores(texts);
            float[][] others = after.scores(texts);
            for (int i = 0; i < scores.length; i++) {
                double sum = 0;
                for (float score : scores[i]) {
                    sum += Math.pow(score, 1 / temperature);
                }
                for (int label = 0; label < scores[i].length; label++) {
                    assertThat(others[i][label])
                            .isCloseTo((float) (Math.pow(scores[i][label], 1 / temperature) / sum), within(1e-5f));
                }
                assertThat(best(others[i])).isEqualTo(best(scores[i]));
            }
        }
    }

    @Test
    void aTemperatureOfOneIsNotWrittenDown() {
        Geometry geometry = OneBase.BASE.encoder().geometry();
        AdapterFile.Content content = AdapterFile.read(geometry, trained(AdapterMethod.HEAD));
        assertThat(AdapterFile.write(
                        geometry, new AdapterFile.Content(content.header().withTemperature(1), content.tensors())))
                .isEqualTo(trained(AdapterMethod.HEAD));
        assertThatThrownBy(() -> content.header().withTemperature(0))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("temperature: must be a positive number");
    }

    @Test
    void aTextHasTheSameAnswerAloneAndAmongOthers() {
        int[] labels = IntStream.range(0, 40).map(i -> i % 3).toArray();
        List<Passage> texts = new ArrayList<>(OneBase.texts(5, labels));
        texts.add(Passage.of("."));
        texts.add(new Passage("stone", "garden ".repeat(300)));
        texts.add(Passage.of("stone ".repeat(300)));
        try (Resident resident = load(trained(AdapterMethod.EDORA))) {
            float[][] together = resident.scores(texts);
            for (int i = 0; i < texts.size(); i++) {
                float[] alone = resident.scores(List.of(texts.get(i)))[0];
                assertThat(best(alone)).isEqualTo(best(together[i]));
                for (int label = 0; label < alone.length; label++) {
                    assertThat(alone[label]).isCloseTo(together[i][label], within(1e-4f));
                }
            }
            assertThat(resident.scores(List.of())).isEmpty();
        }
    }

    @Test
    void manyThreadsMayAskAtOnceAndNewThreadsTakeNoGradients() throws InterruptedException, ExecutionException {
        List<Passage> texts = OneBase.texts(9, 0, 1, 2, 1);
        try (Resident resident = load(trained(AdapterMethod.DORA));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            float[][] expected = resident.scores(texts);
            List<Future<float[][]>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(threads.submit(() -> resident.scores(texts)));
            }
            for (Future<float[][]> answer : answers) {
                assertThat(answer.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void closedItRefuses() {
        Resident resident = load(trained(AdapterMethod.HEAD));
        resident.close();
        assertThatThrownBy(() -> resident.scores(List.of(Passage.of("red")))).isInstanceOf(IllegalStateException.class);
        resident.close();
    }

    @Test
    void aThousandThatCameAndWentLeaveNoNativeMemoryBehind() {
        byte[] adapter = trained(AdapterMethod.EDORA);
        load(adapter).close();
        int before = OneBase.BASE.encoder().program().held();
        for (int i = 0; i < 1_000; i++) {
            try (Resident resident = load(adapter)) {
                assertThat(resident.bytes()).isPositive();
            }
        }
        assertThat(OneBase.BASE.encoder().program().held()).isEqualTo(before);
    }

    @Test
    void whatTheBaseDoesNotKeepForAllIsCountedAsItsOwn() {
        try (Base base = Base.open(new BaseSettings("cpu", 1))) {
            for (int kind = 1; kind <= KINDS_KEPT + 1; kind++) {
                try (Resident resident = Resident.load(base, oneStep(base, Map.of("query", kind)), null)) {
                    assertThat(bytes(resident.fixed())).isPositive();
                    long own = kind <= KINDS_KEPT ? 0 : bytes(resident.fixed());
                    assertThat(resident.bytes()).isEqualTo(bytes(resident.version()) + bytes(resident.head()) + own);
                }
            }
        }
    }

    private static byte[] oneStep(Base base, Map<String, Integer> ranks) {
        MethodSettings settings =
                Settings.of(AdapterMethod.DORA).with("ranks", ranks).done();
        try (Learner learner = Learner.fresh(base, settings, OneBase.LABELS, 1, null)) {
            learner.step(OneBase.texts(1, 0), new int[] {0}, 1);
            learner.endUpdate();
            return learner.adapter();
        }
    }

    private static long bytes(List<Tensor> tensors) {
        return tensors.stream().mapToLong(one -> one.floats().length).sum() * Float.BYTES;
    }

    @Test
    void corruptedOrForeignBytesAreRefused() {
        byte[] adapter = trained(AdapterMethod.EDORA);
        refused(Arrays.copyOf(adapter, adapter.length - 1), OneBase.FACTORS);
        refused(Arrays.copyOf(adapter, adapter.length + 4), OneBase.FACTORS);
        refused(new byte[0], OneBase.FACTORS);
        refused("not an adapter at all".getBytes(StandardCharsets.UTF_8), OneBase.FACTORS);
        refused(OneBase.FACTORS, OneBase.FACTORS);
        refused(adapter, null);
        refused(swapped(adapter, Digest.of(OneBase.FACTORS).hex(), "0".repeat(64)), OneBase.FACTORS);
        byte[] infinite = adapter.clone();
        Arrays.fill(infinite, infinite.length - 4, infinite.length, (byte) 0xFF);
        refused(infinite, OneBase.FACTORS);
        refused(swapped(adapter, OneBase.BASE.digest().hex(), "0".repeat(64)), OneBase.FACTORS);
        refused(swapped(adapter, "lora_R", "lora_Q"), OneBase.FACTORS);
        refused(swapped(adapter, "\\\"rank\\\":8", "\\\"rank\\\":7"), OneBase.FACTORS);
        refused(swapped(adapter, "edora", "eDora"), OneBase.FACTORS);
    }

    private static void refused(byte[] adapter, byte @Nullable [] factors) {
        assertThatThrownBy(() -> Resident.load(OneBase.BASE, adapter, factors)).isInstanceOf(InvalidValue.class);
    }

    /** Another word of the same length in the header. */
    private static byte[] swapped(byte[] adapter, String word, String other) {
        String text = new String(adapter, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(word);
        return text.replace(word, other).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anAdapterThatLearnedNothingIsNotServed() {
        MethodSettings settings = MethodSettings.defaults(AdapterMethod.HEAD);
        try (Learner learner = Learner.fresh(OneBase.BASE, settings, OneBase.LABELS, 1, null)) {
            byte[] adapter = learner.adapter();
            assertThatThrownBy(() -> load(adapter))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("no label");
        }
    }
}

package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.testkit.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final MethodSettings SETTINGS = Settings.of(AdapterMethod.LORA)
            .with("headTimescale", 0)
            .with("dropout", 0.1)
            .with("epochs", 2)
            .done();

    private final FakeLearning learning = new FakeLearning();

    @Test
    void everyLessonIsTakenOnceAnEpoch() {
        Learned learned = take(SETTINGS, lessons(122), () -> false);
        assertThat(learned).isEqualTo(new Learned.Done(0.5, 8, true, null));
        assertThat(learning.trainedTexts).hasSize(244);
        assertThat(new HashSet<>(learning.trainedTexts)).hasSize(122);
        assertThat(learning.trainedTexts.subList(0, 122)).isNotEqualTo(learning.trainedTexts.subList(122, 244));
    }

    /** A token for each letter: 7 of "text 42", so 18 lessons in 128. */
    @Test
    void aStepHoldsNoMoreTokensThanTheSettingsSay() {
        MethodSettings bounded =
                Settings.of(AdapterMethod.LORA).with("batchTokens", 128).done();
        Learned learned = take(bounded, lessons(64), () -> false);
        assertThat(((Learned.Done) learned).steps()).isEqualTo(4);
        assertThat(learning.stepTexts)
                .allSatisfy(step -> assertThat(
                                step.stream().mapToInt(Passage::characters).sum())
                        .isLessThanOrEqualTo(128));
        assertThat(learning.trainedTexts).hasSize(64).doesNotHaveDuplicates();
    }

    @Test
    void noTwoStepsOfATrunkShareAMaskSeedEvenInItsLowHalf() {
        Set<Integer> low = new HashSet<>();
        Set<Long> all = new HashSet<>();
        long before = 0;
        for (int window = 0; window < 1_000; window++) {
            Course course =
                    new Course(SETTINGS, Chance.seed(5, null, window), 5, before, pupil(), lessons(2), List.of());
            for (int step = 0; step < 8; step++) {
                low.add((int) course.maskSeed(step));
                all.add(course.maskSeed(step));
            }
            before += 8;
        }
        assertThat(low).hasSize(8_000);
        assertThat(all).hasSize(8_000);
    }

    @Test
    void aLossThatIsNoNumberEndsTheUpdate() {
        learning.loss = Double.NaN;
        assertThat(take(SETTINGS, lessons(10), () -> false))
                .isEqualTo(new Learned.NotFinite("the loss of step 1 is NaN"));
    }

    @Test
    void weightsThatAreNoNumbersEndTheUpdate() {
        learning.finite = false;
        assertThat(take(SETTINGS, lessons(10), () -> false)).isInstanceOf(Learned.NotFinite.class);
    }

    @Test
    void anEndingProcessTakesNoFurtherStep() {
        assertThat(take(SETTINGS, lessons(200), () -> learning.maskSeeds.size() == 2))
                .isEqualTo(new Learned.Abandoned());
        assertThat(learning.maskSeeds).hasSize(2);
    }

    @Test
    void bidoraSearchesOnTwoPartsThenLearnsAllAgainFromTheBeginning() {
        MethodSettings bidora = MethodSettings.defaults(AdapterMethod.BIDORA);
        Learned done = take(bidora, lessons(60), () -> false);

        // 48 learned in two steps, each with one of the upper level on the 12 held, then all 60 in two
        assertThat(((Learned.Done) done).steps()).isEqualTo(6);
        assertThat(learning.maskSeeds).hasSize(6).doesNotHaveDuplicates();
        assertThat(learning.retrains).containsExactly(48);
        List<Passage> searched = learning.trainedTexts.subList(0, 48);
        assertThat(learning.heldSets)
                .hasSize(2)
                .allSatisfy(held -> assertThat(held).hasSize(12).doesNotContainAnyElementsOf(searched));
        assertThat(learning.trainedTexts.subList(48, 108)).doesNotHaveDuplicates();
    }

    @Test
    void whereThereIsANextWindowTheUpperLevelLooksAtThatAndTheLowerLearnsAllOfItsOwn() {
        MethodSettings bidora =
                Settings.of(AdapterMethod.BIDORA).with("bidora.retrain", false).done();
        List<Lesson> next = List.of(new Lesson(Passage.of("tomorrow"), 0), new Lesson(Passage.of("later"), 1));
        Learned done = take(bidora, lessons(60), next, () -> false);

        assertThat(((Learned.Done) done).steps()).isEqualTo(4);
        assertThat(learning.trainedTexts)
                .hasSize(60)
                .doesNotHaveDuplicates()
                .doesNotContain(Passage.of("tomorrow"), Passage.of("later"));
        assertThat(learning.heldSets)
                .hasSize(2)
                .allSatisfy(held ->
                        assertThat(held).containsExactlyInAnyOrder(Passage.of("tomorrow"), Passage.of("later")));
    }

    @Test
    void magnitudesThatWentTooFarGoNoFurther() {
        learning.drift = 0.2;
        Learned done = take(MethodSettings.defaults(AdapterMethod.BIDORA), lessons(60), () -> false);
        assertThat(learning.heldSets).hasSize(1);
        assertThat(((Learned.Done) done).search()).isEqualTo(new Learned.Search(0.2, true));
    }

    @Test
    void withNothingToHoldOutBidoraLearnsAsOneLevel() {
        List<Lesson> two = List.of(new Lesson(Passage.of("one"), 0), new Lesson(new Passage("two", "three"), 1));
        take(MethodSettings.defaults(AdapterMethod.BIDORA), two, () -> false);
        assertThat(learning.heldSets).isEmpty();
        assertThat(learning.trainedTexts).containsExactlyInAnyOrder(Passage.of("one"), new Passage("two", "three"));
    }

    private Learned take(MethodSettings settings, List<Lesson> lessons, BooleanSupplier stop) {
        return take(settings, lessons, List.of(), stop);
    }

    private Learned take(MethodSettings settings, List<Lesson> lessons, List<Lesson> next, BooleanSupplier stop) {
        Course course = new Course(settings, 1, 2, 0, pupil(), lessons, next);
        return Lockstep.take(learning, List.of(course), stop).getFirst();
    }

    private Learning.Pupil pupil() {
        return learning.fresh(TrainingForm.FP32, SETTINGS, List.of("a", "b"), 1, null);
    }

    private static List<Lesson> lessons(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Lesson(Passage.of("text " + i), i % 2))
                .toList();
    }
}

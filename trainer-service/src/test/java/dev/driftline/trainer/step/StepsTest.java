package dev.driftline.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.testkit.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final MethodSettings SETTINGS = Settings.of(AdapterMethod.LORA)
            .with("headTimescale", 0)
            .with("dropout", 0.1)
            .with("epochs", 2)
            .done();

    private final FakeLearning learning = new FakeLearning();

    @Test
    void everyLessonIsTakenOnceAnEpoch() {
        Learned learned = new Steps(SETTINGS, 1, 2, 0).take(pupil(), lessons(122), () -> false);
        assertThat(learned).isEqualTo(new Learned.Done(0.5, 8));
        assertThat(learning.trainedTexts).hasSize(244);
        assertThat(new HashSet<>(learning.trainedTexts)).hasSize(122);
        assertThat(learning.trainedTexts.subList(0, 122)).isNotEqualTo(learning.trainedTexts.subList(122, 244));
    }

    @Test
    void batchesAreAsEqualAsCanBe() {
        assertThat(Steps.batches(lessons(65), 32)).extracting(List::size).containsExactly(21, 22, 22);
        assertThat(Steps.batches(lessons(64), 32)).extracting(List::size).containsExactly(32, 32);
        assertThat(Steps.batches(lessons(1), 32)).extracting(List::size).containsExactly(1);
    }

    @Test
    void noTwoStepsOfATrunkShareAMaskSeedEvenInItsLowHalf() {
        Set<Integer> low = new HashSet<>();
        Set<Long> all = new HashSet<>();
        long before = 0;
        for (int window = 0; window < 1_000; window++) {
            Steps steps = new Steps(SETTINGS, Chance.seed(5, null, window), 5, before);
            for (int step = 0; step < 8; step++) {
                low.add((int) steps.maskSeed(step));
                all.add(steps.maskSeed(step));
            }
            before += 8;
        }
        assertThat(low).hasSize(8_000);
        assertThat(all).hasSize(8_000);
    }

    @Test
    void aLossThatIsNoNumberEndsTheUpdate() {
        learning.loss = Double.NaN;
        assertThat(new Steps(SETTINGS, 1, 2, 0).take(pupil(), lessons(10), () -> false))
                .isEqualTo(new Learned.NotFinite("the loss of step 1 is NaN"));
    }

    @Test
    void weightsThatAreNoNumbersEndTheUpdate() {
        learning.finite = false;
        assertThat(new Steps(SETTINGS, 1, 2, 0).take(pupil(), lessons(10), () -> false))
                .isInstanceOf(Learned.NotFinite.class);
    }

    @Test
    void anEndingProcessTakesNoFurtherStep() {
        assertThat(new Steps(SETTINGS, 1, 2, 0).take(pupil(), lessons(200), () -> learning.maskSeeds.size() == 2))
                .isEqualTo(new Learned.Abandoned());
        assertThat(learning.maskSeeds).hasSize(2);
    }

    @Test
    void bidoraSearchesOnTwoPartsThenLearnsAllAgainFromTheBeginning() {
        MethodSettings bidora = MethodSettings.defaults(AdapterMethod.BIDORA);
        Learned done = new Steps(bidora, 1, 2, 0).take(pupil(), lessons(60), () -> false);

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
    void magnitudesThatWentTooFarGoNoFurther() {
        learning.drift = 0.2;
        new Steps(MethodSettings.defaults(AdapterMethod.BIDORA), 1, 2, 0).take(pupil(), lessons(60), () -> false);
        assertThat(learning.heldSets).hasSize(1);
    }

    @Test
    void withNothingToHoldOutBidoraLearnsAsOneLevel() {
        List<Lesson> two = List.of(new Lesson(Passage.of("one"), 0), new Lesson(new Passage("two", "three"), 1));
        new Steps(MethodSettings.defaults(AdapterMethod.BIDORA), 1, 2, 0).take(pupil(), two, () -> false);
        assertThat(learning.heldSets).isEmpty();
        assertThat(learning.trainedTexts).containsExactlyInAnyOrder(Passage.of("one"), new Passage("two", "three"));
    }

    private Learning.Pupil pupil() {
        return learning.fresh(SETTINGS, List.of("a", "b"), 1, null);
    }

    private static List<Lesson> lessons(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Lesson(Passage.of("text " + i), i % 2))
                .toList();
    }
}

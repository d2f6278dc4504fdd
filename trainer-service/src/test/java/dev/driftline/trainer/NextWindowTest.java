package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.NormalText;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.window.Interval;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.stream.FakeLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BiDoRA's upper level on the next window, through the whole loop. */
class NextWindowTest {
    private static final int WINDOW = 8;
    private static final int MANY = 1_000;
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final DomainName NAME = new DomainName("weather");

    @TempDir
    private Path folder;

    private final FakeLog log = new FakeLog();
    private final FakeRegistry registry = new FakeRegistry();

    @Test
    void everyVersionIsValidatedOnTheWindowThatTheNextOneLearns() {
        registry.create(Samples.ahead("weather", WINDOW, null));
        send(0, 5 * WINDOW);
        Life life = life(registry, new HashMap<>());
        life.work();
        List<Manifest> manifests = manifests(registry);
        assertThat(manifests).hasSize(4);
        for (int i = 0; i < 3; i++) {
            assertThat(manifests.get(i).validation())
                    .isEqualTo(manifests.get(i + 1).interval());
        }
        Interval last = new Interval(Samples.TOPIC_ID, 0, 4L * WINDOW, 5L * WINDOW);
        assertThat(manifests.get(3).validation()).isEqualTo(last);
        assertThat(registry.newest(NAME).state().nextWindow()).isEqualTo(last);
        assertThat(life.why(registry.newest(NAME).state()))
                .isEqualTo("a window is complete and waits for 8 more examples to be validated on");
    }

    @Test
    void theLogSaysWhatTheUpperLevelLookedAtHowFarItWentAndThatTheGuardEndedIt() {
        registry.create(Samples.ahead("weather", WINDOW, AGE));
        send(0, 2 * WINDOW);
        Life life = life(registry, new HashMap<>());
        try (LogLines lines = new LogLines()) {
            life.work();
            life.learning.drift = 0.25;
            life.clock.addAndGet(AGE.toNanos());
            life.serve(MANY);
            assertThat(lines.records.stream()
                            .map(LogRecord::getMessage)
                            .filter(line -> line.startsWith("trainer.step")))
                    .satisfiesExactly(
                            first -> assertThat(first).contains(" validated=0:8..15 drift=0.0100 trained="),
                            second -> assertThat(second).contains(" validated=split drift=0.2500 guard=reached "));
        }
    }

    @Test
    void theUpperLevelSeesNoExampleOfTheExamAndNoneThatWasTrained() {
        registry.create(Samples.ahead("weather", WINDOW, null));
        send(0, 6 * WINDOW);
        Life life = life(registry, new HashMap<>());
        life.work();
        assertThat(manifests(registry)).hasSize(5);
        assertThat(life.learning.heldSets).hasSizeGreaterThan(5);
        for (int i = 0; i < life.learning.heldSets.size(); i++) {
            List<Passage> before = life.learning.trainedTexts.subList(0, life.learning.trainedBefore.get(i));
            assertThat(life.learning.heldSets.get(i))
                    .doesNotContainAnyElementsOf(before)
                    .noneMatch(text -> NormalText.isExam(text, Samples.SEED, 10));
        }
    }

    @Test
    void aTrainerThatDiesAnywhereLearnsTheSameBits() {
        send(0, 10 * WINDOW);
        FakeRegistry calm = fresh();
        life(calm, new HashMap<>()).work();
        List<String> undisturbed = digests(calm);
        assertThat(undisturbed).hasSize(18).doesNotHaveDuplicates();

        for (long seed = 0; seed < 40; seed++) {
            Chance chance = Chance.of(seed, "deaths");
            FakeRegistry another = fresh();
            Map<Integer, Long> broker = new HashMap<>();
            while (manifests(another).size() < 9) {
                Life life = life(another, broker);
                life.stream.read(another.newest(NAME).state().position() + 1 + chance.below(40));
                if (chance.below(3) == 0) {
                    another.away = chance.below(6);
                }
                if (chance.below(3) == 0) {
                    broker.clear(); // the broker forgot the group
                }
                life.serve(chance.below(4));
                another.away = 0;
            }
            assertThat(digests(another)).as("seed " + seed).isEqualTo(undisturbed);
        }
    }

    @Test
    void whenTheWaitIsOverTheWindowIsSplitAndTheManifestSaysSo() {
        registry.create(Samples.ahead("weather", WINDOW, AGE));
        send(0, WINDOW + 3);
        Life life = life(registry, new HashMap<>());
        life.work();
        assertThat(manifests(registry)).isEmpty();
        life.clock.addAndGet(AGE.toNanos());
        life.serve(MANY);
        assertThat(manifests(registry).getFirst().validation()).isNull();
        assertThat(registry.ledger(NAME).get(1).state().nextWindow()).isNull();
        assertThat(life.learning.heldSets.getFirst())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(life.learning.trainedTexts).contains(text));
    }

    @Test
    void aWindowThatItsAgeCutShortIsSplitAtOnce() {
        registry.create(Samples.ahead("weather", WINDOW, AGE));
        send(0, 5);
        Life life = life(registry, new HashMap<>());
        life.work();
        life.clock.addAndGet(AGE.toNanos());
        life.serve(MANY);
        Manifest first = manifests(registry).getFirst();
        assertThat(first.interval().to()).isEqualTo(5);
        assertThat(first.validation()).isNull();
    }

    /** The first trainer had the next window in time; the second reads it when its age is long over. */
    @Test
    void anotherTrainerCutsTheWindowThatTheStateNamesHoweverLateItIs() {
        registry.create(Samples.ahead("weather", WINDOW, AGE));
        send(0, 2 * WINDOW);
        life(registry, new HashMap<>()).work();
        Interval named = registry.newest(NAME).state().nextWindow();
        assertThat(named).isEqualTo(new Interval(Samples.TOPIC_ID, 0, WINDOW, 2L * WINDOW));

        send(2 * WINDOW, 3);
        Life second = life(registry, new HashMap<>());
        second.work();
        second.clock.addAndGet(10 * AGE.toNanos());
        second.serve(MANY);
        assertThat(manifests(registry).get(1).interval()).isEqualTo(named);
        assertThat(manifests(registry).get(1).validation()).isNull();
        assertThat(manifests(registry).get(2).interval().from()).isEqualTo(2L * WINDOW);
    }

    /** The first window holds no snow, so it cannot be looked at before it is learned. */
    @Test
    void aLabelThatTheTrunkDoesNotKnowIsLeftOutOfTheUpperLevel() {
        registry.create(Samples.ahead("weather", 4, null));
        for (int i = 0; i < 4; i++) {
            log.add(0, Samples.record("weather", "id-" + i, trainable("rain", i), Samples.LABELS.get(i % 2)));
        }
        log.add(0, Samples.record("weather", "id-4", trainable("late", 4), "sun"));
        for (int i = 5; i < 8; i++) {
            log.add(0, Samples.record("weather", "id-" + i, trainable("white", i), "snow"));
        }
        Life life = life(registry, new HashMap<>());
        life.work();
        assertThat(life.learning.heldSets)
                .isNotEmpty()
                .allSatisfy(held -> assertThat(held).containsExactly(Passage.of(trainable("late", 4))));
    }

    private static String trainable(String word, int i) {
        String text = word + " " + i;
        while (NormalText.isExam(Passage.of(text), Samples.SEED, 10)) {
            text += " again";
        }
        return text;
    }

    private FakeRegistry fresh() {
        FakeRegistry another = new FakeRegistry();
        another.create(Samples.ahead("weather", WINDOW, null));
        return another;
    }

    private Life life(FakeRegistry of, Map<Integer, Long> broker) {
        return new Life(log, of, broker, folder.resolve("cache"));
    }

    private void send(int from, int count) {
        for (int i = from; i < from + count; i++) {
            log.add(0, Samples.record("weather", i));
        }
    }

    private static List<Manifest> manifests(FakeRegistry registry) {
        List<Manifest> manifests = new ArrayList<>();
        registry.ledger(NAME).forEach(entry -> {
            if (entry.event() instanceof LedgerEvent.VersionAdded added) {
                manifests.add(added.manifest());
            }
        });
        return manifests;
    }

    private static List<String> digests(FakeRegistry registry) {
        return manifests(registry).stream()
                .flatMap(one -> List.of(one.adapter().hex(), one.state().hex()).stream())
                .toList();
    }
}

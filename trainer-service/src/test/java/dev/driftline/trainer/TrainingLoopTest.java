package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.NormalText;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.window.Exclusion;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
    private static final int WINDOW = 8;
    private static final int MANY = 1_000;
    private static final DomainState WEATHER = Samples.byCount("weather", WINDOW);
    private static final DomainName NAME = WEATHER.domain();

    @TempDir
    private Path folder;

    private final FakeLog log = new FakeLog();
    private final FakeRegistry registry = new FakeRegistry();
    private final Map<Integer, Long> committed = new HashMap<>();

    @BeforeEach
    void create() {
        registry.create(WEATHER);
    }

    @Test
    void everyExampleIsLearnedOnceInWindowsWithoutGapOrOverlap() {
        send(0, 5 * WINDOW + 3);
        life().work();
        assertThat(manifests(registry)).hasSize(5);
        long from = 0;
        for (Manifest manifest : manifests(registry)) {
            assertThat(manifest.interval().from()).isEqualTo(from);
            assertThat(manifest.trained() + manifest.examined()).isEqualTo(WINDOW);
            from = manifest.interval().to();
        }
        assertThat(from).isEqualTo(5 * WINDOW);
        assertThat(committed).containsEntry(0, 5L * WINDOW);
    }

    @Test
    void aTrainerThatDiesAnywhereLearnsTheSameBits() {
        send(0, 12 * WINDOW);
        life().work();
        List<String> undisturbed = digests(registry);
        assertThat(undisturbed).hasSize(24).doesNotHaveDuplicates();

        for (long seed = 0; seed < 40; seed++) {
            Chance chance = Chance.of(seed, "deaths");
            FakeRegistry another = new FakeRegistry();
            another.create(WEATHER);
            Map<Integer, Long> broker = new HashMap<>();
            while (manifests(another).size() < 12) {
                Life life = new Life(log, another, broker, folder.resolve("cache"));
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
    void sendingEverythingAgainChangesNothing() {
        send(0, 2 * WINDOW);
        Life life = life();
        life.work();
        long number = registry.newest(NAME).number();
        send(0, 2 * WINDOW);
        life.work();
        life.stream.commits().commit();
        assertThat(registry.newest(NAME).number()).isEqualTo(number);
        assertThat(committed).containsEntry(0, 4L * WINDOW);
        assertThat(life.why(WEATHER)).isEqualTo("no new example since offset 16: duplicates behind it: 16");
    }

    @Test
    void examTextsAreNeverTrainedOn() {
        send(0, 20 * WINDOW);
        Life life = life();
        life.work();
        assertThat(life.learning.trainedTexts)
                .isNotEmpty()
                .noneMatch(text -> NormalText.isExam(text, Samples.SEED, 10));
        assertThat(manifests(registry).stream().mapToInt(Manifest::examined).sum())
                .isPositive();
        assertThat(life.learning.open).isZero();
    }

    @Test
    void pairsAreLearnedAndExaminedWithBothTextsAlsoWhenTheyAreReadAgain() {
        for (int i = 0; i < 10 * WINDOW; i++) {
            log.add(0, Samples.pair("weather", "pair-" + i, "the weather of day " + i, "it rained " + i, "rain"));
        }
        life().work();
        Life second = life();
        for (int i = 0; i < 2 * WINDOW; i++) {
            log.add(0, Samples.pair("weather", "late-" + i, "the weather of night " + i, "it froze " + i, "snow"));
        }
        second.work();
        assertThat(second.learning.trainedTexts)
                .isNotEmpty()
                .allMatch(passage -> passage.textPair() != null)
                .noneMatch(passage -> NormalText.isExam(passage, Samples.SEED, 10))
                .anyMatch(passage -> String.valueOf(passage.textPair()).startsWith("it rained"));
    }

    @Test
    void anUpdateThatIsNotFiniteIsWithheldAndTheNextWindowGoesOn() {
        send(0, 2 * WINDOW);
        Life life = life();
        life.learning.loss = Double.NaN;
        life.stream.read(WINDOW);
        life.serve(MANY);
        life.learning.loss = 0.1;
        life.work();
        assertThat(registry.ledger(NAME).get(1).event())
                .isInstanceOfSatisfying(LedgerEvent.Withheld.class, withheld -> {
                    assertThat(withheld.exclusion().reason()).contains("not finite");
                    assertThat(withheld.exclusion().interval()).isEqualTo(new Interval(Samples.TOPIC_ID, 0, 0, WINDOW));
                });
        Manifest first = manifests(registry).getFirst();
        assertThat(first.windowIndex()).isEqualTo(1);
        assertThat(first.exclusions()).hasSize(1);
    }

    @Test
    void aWindowThatKilledTheTrainerTwiceIsWithheld() {
        send(0, 2 * WINDOW);
        for (int death = 0; death < 2; death++) {
            Life life = life();
            life.learning.beforeStep = () -> {
                throw new OutOfMemoryError("a test");
            };
            assertThatThrownBy(life::work).isInstanceOf(OutOfMemoryError.class);
        }
        life().work();
        assertThat(registry.ledger(NAME).get(1).event())
                .isInstanceOfSatisfying(
                        LedgerEvent.Withheld.class,
                        withheld -> assertThat(withheld.exclusion().reason()).contains("died twice"));
        assertThat(manifests(registry)).hasSize(1);
    }

    @Test
    void windowsThatAreDueAtOnceShareTheirSteps() {
        String other = elsewhere(WINDOW);
        Life life = life();
        life.work();
        assertThat(life.learning.shared).isNotEmpty().containsOnly(2);
        assertThat(manifests(registry))
                .hasSize(1)
                .allMatch(one -> !one.running().alone());
        assertThat(manifests(registry, new DomainName(other)))
                .hasSize(1)
                .allMatch(one -> !one.running().alone());
        assertThat(life.learning.open).isZero();
    }

    @Test
    void whatASharedStepWasMadeOfIsTheSameAsAlone() {
        elsewhere(WINDOW);
        Life life = life();
        life.work();
        FakeRegistry apart = new FakeRegistry();
        apart.create(WEATHER);
        new Life(log, apart, new HashMap<>(), folder.resolve("apart")).work();
        assertThat(digests(registry)).isEqualTo(digests(apart));
    }

    @Test
    void afterASharedStepThatFailedEachGoesAlone() {
        String other = elsewhere(WINDOW);
        Life life = life();
        life.learning.beforeStep = () -> {
            life.learning.beforeStep = () -> {};
            throw new IllegalStateException("a test");
        };
        life.work();
        assertThat(manifests(registry)).isEmpty();
        assertThat(life.why(WEATHER)).contains("a test");
        life.clock.addAndGet(Duration.ofMinutes(1).toNanos());
        life.serve(MANY);
        assertThat(life.learning.shared).containsOnly(1);
        assertThat(manifests(registry)).hasSize(1);
        assertThat(manifests(registry, new DomainName(other))).hasSize(1);
    }

    @Test
    void aWindowThatKilledTheTrainerOnceGoesAloneSoThatNoOtherDiesOfIt() {
        String other = elsewhere(WINDOW);
        Life dead = life();
        dead.learning.beforeStep = () -> {
            throw new OutOfMemoryError("a test");
        };
        assertThatThrownBy(dead::work).isInstanceOf(OutOfMemoryError.class);
        Life life = life();
        life.work();
        assertThat(life.learning.shared).containsOnly(1);
        assertThat(manifests(registry)).hasSize(1);
        assertThat(manifests(registry, new DomainName(other))).hasSize(1);
    }

    /** A second domain, and as many records of both. */
    private String elsewhere(int count) {
        DomainState other = Samples.byCount("elsewhere", WINDOW);
        registry.create(other);
        send(0, count);
        for (int i = 0; i < count; i++) {
            log.add(0, Samples.record("elsewhere", i));
        }
        return "elsewhere";
    }

    @Test
    void aRollbackDuringAnUpdateDoesNotDropItAndTheExamIsSatAgain() {
        send(0, 3 * WINDOW);
        Life life = life();
        life.stream.read(2L * WINDOW);
        life.serve(MANY);
        registry.beforeOffer = once(() -> registry.write(
                NAME,
                "a person",
                new LedgerEvent.RolledBack(manifests(registry).getFirst().ref())));
        life.work();
        List<Offer> offers = registry.offers.subList(2, registry.offers.size());
        assertThat(offers).extracting(Offer::expected).containsExactly(3L, 4L);
        assertThat(offers)
                .extracting(one -> one.manifest().evidence().champion())
                .containsExactly(2, 1);
        assertThat(offers.get(0).manifest().adapter())
                .isEqualTo(offers.get(1).manifest().adapter());
        assertThat(registry.newest(NAME).state().held()).isTrue();
        assertThat(registry.newest(NAME).state().champion())
                .isEqualTo(manifests(registry).getFirst().ref());
        assertThat(manifests(registry)).hasSize(3);
    }

    @Test
    void anotherTrainersEntryDropsTheUpdateAndTheNextBeginsBehindIt() {
        send(0, 3 * WINDOW);
        Life life = life();
        registry.beforeOffer = once(() -> registry.write(
                NAME,
                "another trainer",
                new LedgerEvent.Withheld(new Exclusion(new Interval(Samples.TOPIC_ID, 0, 0, 5), "a test"), null)));
        life.work();
        assertThat(manifests(registry)).extracting(one -> one.interval().from()).containsExactly(5L, 5L + WINDOW);
    }

    @Test
    void aRegistryThatIsAwayPausesTheDomainAndSaysSo() {
        send(0, WINDOW);
        Life life = life();
        registry.away = 1;
        life.work();
        assertThat(life.why(WEATHER)).isEqualTo("registry is away");
        life.clock.addAndGet(10_000_000_000L);
        life.work();
        assertThat(manifests(registry)).hasSize(1);
    }

    @Test
    void aTopicMadeAnewStopsTheDomainUntilItIsContinued() {
        send(0, WINDOW);
        Life life = life();
        life.work();
        log.createAnew("another topic");
        send(100, WINDOW);
        life.stream.beginAnew();
        life.work();
        assertThat(registry.newest(NAME).event())
                .isInstanceOfSatisfying(
                        LedgerEvent.Stopped.class,
                        stopped -> assertThat(stopped.reason()).contains("created anew"));
        assertThat(life.why(WEATHER)).contains("domain continue weather");

        LedgerEvent.Continued continued = new LedgerEvent.Continued(new Place("examples", "another topic", 0), true, 0);
        life.stream.tell(registry.write(NAME, "a person", continued).state());
        life.work();
        assertThat(manifests(registry)).hasSize(2);
        assertThat(manifests(registry).getLast().interval()).isEqualTo(new Interval("another topic", 0, 0, WINDOW));
    }

    @Test
    void aDomainContinuedWhileTheTrainerWasAwayIsReadFromItsPosition() {
        send(0, WINDOW);
        Life life = life();
        life.work();
        registry.write(NAME, "a trainer", new LedgerEvent.Stopped("a test"));
        send(WINDOW, WINDOW);
        committed.put(0, 2L * WINDOW);
        registry.write(NAME, "a person", new LedgerEvent.Continued(WEATHER.place(), false, WINDOW));
        life().work();
        assertThat(manifests(registry)).extracting(one -> one.interval().to()).containsExactly(8L, 16L);
    }

    @Test
    void aHintWhoseEntryIsMissingIsRefusedAndNamesTheDoctor() {
        send(0, WINDOW);
        Life life = life();
        life.stream.tell(Fold.next(WEATHER, new LedgerEvent.Released(null, new Decision(false, "a test"))));
        life.work();
        assertThat(life.why(WEATHER)).contains("driftline doctor").contains("only 1");
        assertThat(manifests(registry)).isEmpty();
    }

    @Test
    void anEndingTrainerDropsItsUpdateAndLeavesNoMark() {
        send(0, WINDOW);
        Life life = life();
        life.learning.beforeStep = life.loop::end;
        life.stream.readAll();
        life.serve(2);
        assertThat(manifests(registry)).isEmpty();
        assertThat(life.learning.open).isZero();
        assertThat(folder.resolve("cache").toFile().list()).isEmpty();
    }

    private Life life() {
        return new Life(log, registry, committed, folder.resolve("cache"));
    }

    private void send(int from, int count) {
        for (int i = from; i < from + count; i++) {
            log.add(0, Samples.record("weather", i));
        }
    }

    private static Runnable once(Runnable action) {
        boolean[] done = {false};
        return () -> {
            if (!done[0]) {
                done[0] = true;
                action.run();
            }
        };
    }

    private static List<Manifest> manifests(FakeRegistry registry) {
        return manifests(registry, NAME);
    }

    private static List<Manifest> manifests(FakeRegistry registry, DomainName domain) {
        List<Manifest> manifests = new ArrayList<>();
        registry.ledger(domain).forEach(entry -> {
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

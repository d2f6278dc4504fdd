package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.Asking;
import dev.driftline.cli.up.Service;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.testkit.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold when processes die or misbehave at their worst moment. One system; a domain for each test. */
class FireTest {
    private static final List<String> ONE_WINDOW = Records.lines("a", World.WINDOW, 1);
    private static final List<String> NEXT_WINDOW = Records.lines("b", World.WINDOW, 2);

    /** Texts of one question that keep the engine busy for a second or two. */
    private static final int TEXTS_OF_SECONDS = 128;

    private static final Asking PATIENTLY = new Asking(null, null, false, null, "30s", null);

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = World.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-entry", "after-told"})
    void aRegistryKilledAroundItsEntryLosesNothingAndTellsWhatItWrote(String fault) {
        String domain = "registry-" + fault;
        world.create(domain);
        world.send(domain, ONE_WINDOW);
        world.awaitVersions(domain, 1);
        world.system.kill(Service.REGISTRY);
        long before = world.faultsReached(Service.REGISTRY);
        world.system.begin(Service.REGISTRY, Map.of("DRIFTLINE_FAULT", fault));
        world.send(domain, NEXT_WINDOW);
        world.awaitFault(Service.REGISTRY, before);
        world.system.kill(Service.REGISTRY);
        world.system.start(Service.REGISTRY, Map.of());

        world.awaitVersions(domain, 2);
        world.awaitServed(domain);
        World.assertWhole(world.ledger(domain), 2 * World.WINDOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-cut", "after-blobs", "before-commit"})
    void aTrainerKilledAnywhereTrainsEveryExampleOnce(String fault) {
        String domain = "trainer-" + fault;
        world.create(domain);
        world.system.kill(Service.TRAINER);
        world.send(domain, ONE_WINDOW);
        world.killAt(Service.TRAINER, fault);
        world.send(domain, NEXT_WINDOW);
        world.system.start(Service.TRAINER, Map.of());

        world.awaitVersions(domain, 2);
        world.awaitServed(domain);
        World.assertWhole(world.ledger(domain), 2 * World.WINDOW);
    }

    @Test
    void aServingKilledComesBackWithWhatTheLedgerCallsLive() {
        world.create("serving-killed");
        world.send("serving-killed", ONE_WINDOW);
        world.awaitServed("serving-killed");
        world.system.kill(Service.SERVING);
        world.system.start(Service.SERVING, Map.of());
        assertThat(world.served("serving-killed"))
                .isEqualTo(champion("serving-killed").version());
    }

    @Test
    void aServingAskedToEndAnswersWhatItHasTaken() {
        DomainName domain = new DomainName("serving-ended");
        world.create(domain.value());
        world.send(domain.value(), ONE_WINDOW);
        world.system.kill(Service.SERVING);
        world.system.start(Service.SERVING, Map.of("DRIFTLINE_SERVING_LANES", "1"));
        world.awaitServed(domain.value());
        long ends = ends();
        List<Passage> texts = Collections.nCopies(TEXTS_OF_SECONDS, Passage.of("the rain and the wind"));
        List<CompletableFuture<Prediction>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> world.at().servingClient().predict(domain, texts, PATIENTLY)))
                .limit(2)
                .toList();
        World.await(
                "both questions wait for the engine",
                () -> world.at().servingClient().metric("driftline_serving_queue", "") > TEXTS_OF_SECONDS);
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        world.system.stop(Service.SERVING);
        world.system.start(Service.SERVING, Map.of());

        assertThat(asked)
                .allSatisfy(answer -> assertThat(answer)
                        .isCompletedWithValueMatching(all -> all.results().size() == TEXTS_OF_SECONDS));
        assertThat(ends()).as("ends that nobody forced").isEqualTo(ends + 1);
    }

    private static long ends() {
        return world.log(Service.SERVING)
                .lines()
                .filter(line -> line.contains("serving stopped in"))
                .count();
    }

    @Test
    void aRollbackDuringAnUpdateHoldsAgainstIt() {
        String domain = "rolled-back";
        world.create(domain);
        world.send(domain, ONE_WINDOW);
        world.awaitVersions(domain, 1);
        world.send(domain, NEXT_WINDOW);
        world.awaitVersions(domain, 2);
        if (champion(domain).version() != 2) {
            world.at().registryClient().promote(new DomainName(domain), 2);
        }
        world.send(domain, Records.lines("c", World.WINDOW, 3));
        World.await("the trainer trains", () -> phase(domain) == TrainingStatus.Phase.TRAINING);
        long rolledBack =
                world.at().registryClient().rollback(new DomainName(domain), 1).number();
        world.awaitVersions(domain, 3);

        assertThat(world.state(domain).held()).isTrue();
        assertThat(champion(domain).version()).isEqualTo(1);
        assertThat(world.ledger(domain))
                .filteredOn(entry -> entry.number() > rolledBack)
                .isNotEmpty()
                .allMatch(entry -> entry.event() instanceof LedgerEvent.VersionAdded added
                        && !added.decision().promote());
        world.awaitServed(domain);
        assertThat(world.served(domain)).isEqualTo(1);
        world.at().registryClient().release(new DomainName(domain));
        assertThat(world.state(domain).held()).isFalse();
    }

    @Test
    void anUpdateThatIsNotFiniteIsWithheldAndTheNextWindowGoesOn() {
        MethodSettings poisoned = Settings.of(AdapterMethod.LORA)
                .with("rate", 3e38)
                .with("headRate", 3e38)
                .with("headTimescale", 0)
                .with("batch", 8)
                .done();
        world.create("poisoned", poisoned);
        world.create("healthy");
        world.send("poisoned", ONE_WINDOW);
        world.send("poisoned", NEXT_WINDOW);
        world.send("healthy", ONE_WINDOW);
        World.await("both windows are withheld", () -> world.state("poisoned").windows() == 2);
        world.awaitVersions("healthy", 1);

        List<LedgerEntry> ledger = world.ledger("poisoned");
        assertThat(ledger.subList(1, ledger.size()))
                .allMatch(entry -> entry.event() instanceof LedgerEvent.Withheld withheld
                        && withheld.exclusion().reason().contains("finite"));
        assertThat(world.state("poisoned").champion()).isNull();
    }

    @Test
    void aFirstExampleSentAtOnceIsNeverUnknown() {
        for (int i = 0; i < 20; i++) {
            world.create("at-once-" + i);
            world.send("at-once-" + i, ONE_WINDOW.subList(0, 1));
        }
    }

    /** By HTTP they would have been refused and then accepted; a plain producer's lie in the log, and must not stand in their own way. */
    @Test
    void whatAPlainProducerSentBeforeItsDomainExistedIsLearnedWhenSentAgain() {
        List<byte[]> records = ONE_WINDOW.stream()
                .map(line -> ("{\"domain\":\"latecomer\"," + line.substring(1)).getBytes(StandardCharsets.UTF_8))
                .toList();
        try (Wire wire = new Wire(world.system.bootstrapServers())) {
            records.forEach(record -> wire.send(Topics.EXAMPLES, null, "latecomer", record));
            World.await(
                    "all are told to be unknown",
                    () -> wire.read(Topics.REJECTED).stream()
                                    .filter(record -> Wire.header(record, "driftline-message")
                                            .contains("latecomer"))
                                    .count()
                            == records.size());
            world.create("latecomer");
            records.forEach(record -> wire.send(Topics.EXAMPLES, null, "latecomer", record));
            world.awaitVersions("latecomer", 1);
        }
        assertThat(World.manifests(world.ledger("latecomer")).getFirst().duplicates())
                .isZero();
    }

    @Test
    void corruptedAdapterBytesAreRefusedAndTheChampionStays() {
        String domain = "corrupted";
        world.create(domain);
        world.send(domain, ONE_WINDOW);
        world.awaitServed(domain);
        VersionRef champion = champion(domain);
        var state = world.state(domain);
        AdapterRecord.Header header = new AdapterRecord.Header(
                state.domain(),
                state.ledgerId(),
                state.number() + 1,
                new VersionRef(9, Digest.of(new byte[] {1}), 3, champion.learnedUpTo()));
        try (Wire wire = new Wire(world.system.bootstrapServers())) {
            wire.send(Topics.ADAPTERS, 0, domain, new AdapterRecord(header, new byte[] {7, 7, 7}).encode());
        }
        World.pause(Duration.ofSeconds(1));

        Prediction answer = world.at().servingClient().predict(new DomainName(domain), List.of(Passage.of("the rain")));
        assertThat(answer.version()).isEqualTo(champion.version());
        assertThat(answer.digest()).isEqualTo(champion.adapter());
    }

    private static VersionRef champion(String domain) {
        return Objects.requireNonNull(world.state(domain).champion());
    }

    private static TrainingStatus.Phase phase(String domain) {
        return world.at().trainerClient().training().stream()
                .filter(status -> status.domain().value().equals(domain))
                .map(TrainingStatus::phase)
                .findFirst()
                .orElse(TrainingStatus.Phase.UNASSIGNED);
    }
}

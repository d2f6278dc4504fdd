package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is not the one it was: the domain stops and says so, answers go on, and a person continues it. */
class LogTest {
    private static final DomainName DOMAIN = new DomainName("logged");
    private static final int PARTITIONS = 16;

    @TempDir
    private static Path folder;

    @Test
    void aTopicMadeAnewStopsTheDomainUntilItIsContinued() {
        try (World world = World.start(folder.resolve("anew"))) {
            learnOneWindow(world);
            try (Wire wire = new Wire(world.system.bootstrapServers())) {
                wire.recreate(Topics.EXAMPLES, PARTITIONS);
            }
            assertStopsAndContinues(world);
        }
    }

    @Test
    void aLogThatWasShortenedAndGrewAgainStopsTheDomainUntilItIsContinued() {
        Path data = folder.resolve("shortened");
        Place place;
        try (World world = World.start(data)) {
            place = learnOneWindow(world).place();
        }
        delete(data, place.topic() + "-" + place.partition());
        try (World world = World.start(data)) {
            world.send(DOMAIN.value(), Records.lines("other", 2 * World.WINDOW, 77));
            assertStopsAndContinues(world);
        }
    }

    private static DomainState learnOneWindow(World world) {
        world.create(DOMAIN.value());
        world.send(DOMAIN.value(), Records.lines("first", World.WINDOW, 1));
        world.awaitServed(DOMAIN.value());
        return world.state(DOMAIN.value());
    }

    private static void assertStopsAndContinues(World world) {
        World.await("the domain stops", () -> world.state(DOMAIN.value()).stopped() != null);
        World.await(
                "the trainer says so",
                () -> world.at().trainerClient().training().stream()
                        .anyMatch(status -> status.domain().equals(DOMAIN)
                                && status.phase() == TrainingStatus.Phase.STOPPED
                                && status.why().contains("continue")));
        assertThat(world.served(DOMAIN.value())).isEqualTo(1);

        world.at().registryClient().resume(DOMAIN);
        sendUntilPlaced(world, Records.lines("second", World.WINDOW, 2));
        world.awaitVersions(DOMAIN.value(), 2);
        world.awaitServed(DOMAIN.value());
        assertThat(world.state(DOMAIN.value()).stopped()).isNull();
        assertThat(world.state(DOMAIN.value()).logGeneration()).isEqualTo(2);
    }

    /** A producer may need a moment to see that a topic is another one. */
    private static void sendUntilPlaced(World world, List<String> records) {
        World.await("the records are placed", () -> {
            try {
                world.send(DOMAIN.value(), records);
                return true;
            } catch (ServiceFailure e) {
                return false;
            }
        });
    }

    /** Deletes the partition's files while the broker is down. */
    private static void delete(Path data, String partition) {
        try (Stream<Path> all = Files.walk(data)) {
            List<Path> logs = all.filter(path -> path.getFileName().toString().equals(partition))
                    .toList();
            assertThat(logs).hasSize(1);
            try (Stream<Path> files = Files.walk(logs.getFirst())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

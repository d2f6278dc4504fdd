package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.up.Ports;
import dev.driftline.cli.up.Service;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.LedgerEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first proof: however often it is killed, the line learns the same bits from the same records. */
class RestartEquivalenceTest {
    private static final String DOMAIN = "intents";
    private static final int WINDOWS = 10;
    private static final int WAITING = 300;
    private static final List<String> RECORDS = Records.lines("r", WINDOWS * World.WINDOW, 11);
    private static final Duration TWICE_THE_AGE = Duration.ofSeconds(4);

    @TempDir
    private static Path folder;

    private static List<String> undisturbed = List.of();

    @BeforeAll
    static void neverKilled() {
        try (World world = World.start(folder.resolve("undisturbed"))) {
            world.create(DOMAIN);
            world.send(DOMAIN, RECORDS);
            world.awaitVersions(DOMAIN, WINDOWS);
            undisturbed = digests(world.ledger(DOMAIN));
            assertThat(undisturbed).hasSize(2 * WINDOWS).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTrainerKilledInEveryWindowLearnsTheSameBits() {
        try (World world = World.start(folder.resolve("trainer-killed"))) {
            world.create(DOMAIN);
            world.system.kill(Service.TRAINER);
            world.send(DOMAIN, RECORDS.subList(0, WAITING));
            killInEveryWindow(world, 0, 4);
            world.send(DOMAIN, RECORDS.subList(WAITING, 2 * WAITING));
            killInEveryWindow(world, 4, 9);
            world.send(DOMAIN, RECORDS.subList(2 * WAITING, RECORDS.size()));
            killInEveryWindow(world, 9, WINDOWS);
            world.system.start(Service.TRAINER, Map.of());
            world.awaitVersions(DOMAIN, WINDOWS);

            assertThat(digests(world.ledger(DOMAIN))).isEqualTo(undisturbed);
            World.assertWhole(world.ledger(DOMAIN), RECORDS.size());
            assertSendingAgainChangesNothing(world);
        }
    }

    @Test
    void aLineKilledAsAWholeLearnsTheSameBits() throws Exception {
        Path data = folder.resolve("all-killed");
        Ports ports = Ports.free();
        try (Up up = Up.start(data, ports)) {
            World.create(ports.endpoints(), DOMAIN, MethodSettings.defaults(AdapterMethod.EDORA));
            World.send(ports.endpoints(), DOMAIN, RECORDS);
            World.await("three versions", () -> versions(ports) >= 3);
            up.kill();
        }
        try (Up up = Up.start(data, ports)) {
            World.await("six versions", () -> versions(ports) >= 6);
            up.kill();
        }
        try (Up up = Up.start(data, ports)) {
            World.await("all versions", () -> versions(ports) >= WINDOWS);
            assertThat(up.isAlive()).isTrue();
            assertThat(digests(World.ledger(ports.endpoints(), DOMAIN))).isEqualTo(undisturbed);
        }
    }

    private static int versions(Ports ports) {
        return World.manifests(World.ledger(ports.endpoints(), DOMAIN)).size();
    }

    /** The fault points in turn; those behind the cut first let the window of the last kill be finished. */
    private static void killInEveryWindow(World world, int from, int to) {
        for (int window = from; window < to; window++) {
            world.killAt(
                    Service.TRAINER,
                    switch (window % 3) {
                        case 0 -> "after-cut";
                        case 1 -> "after-blobs:2";
                        default -> "before-commit:2";
                    });
        }
    }

    private static void assertSendingAgainChangesNothing(World world) {
        long number = world.state(DOMAIN).number();
        world.send(DOMAIN, RECORDS);
        World.pause(TWICE_THE_AGE);
        assertThat(world.state(DOMAIN).number()).isEqualTo(number);
        assertThat(digests(world.ledger(DOMAIN))).isEqualTo(undisturbed);
    }

    /** Digests of adapter and state of every version, oldest first. */
    private static List<String> digests(List<LedgerEntry> ledger) {
        return World.manifests(ledger).stream()
                .flatMap(manifest ->
                        List.of(manifest.adapter().hex(), manifest.state().hex()).stream())
                .toList();
    }
}

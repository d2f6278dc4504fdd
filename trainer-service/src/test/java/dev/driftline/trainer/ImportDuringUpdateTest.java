package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.Origin;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.stream.FakeLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import's entry between others: what runs meanwhile, and what a trainer does that comes later. */
class ImportDuringUpdateTest {
    private static final int WINDOW = 8;
    private static final DomainState WEATHER = Samples.byCount("weather", WINDOW);
    private static final DomainName NAME = WEATHER.domain();
    private static final byte[] STATE =
            Json.bytes(Map.of("weights", "imported", "extras", Recollection.NONE.extras(1)));

    @TempDir
    private Path folder;

    private final FakeLog log = new FakeLog();
    private final FakeRegistry registry = new FakeRegistry();
    private final Map<Integer, Long> committed = new HashMap<>();

    @BeforeEach
    void create() {
        registry.create(WEATHER);
        registry.blobs.put(Digest.of(STATE), STATE);
        for (int i = 0; i < 3 * WINDOW; i++) {
            log.add(0, Samples.record("weather", i));
        }
    }

    private Life life() {
        return new Life(log, registry, committed, folder.resolve("cache"));
    }

    private void importOne() {
        DomainState state = registry.newest(NAME).state();
        PairedCount none = new PairedCount(0, 0, 0, 0);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                NAME,
                state.versions() + 1,
                1,
                Digest.of(new byte[] {42}),
                state.spec().settings(),
                1,
                state.windows(),
                null,
                new Interval(Samples.TOPIC_ID, 0, state.position(), state.position()),
                null,
                List.of(),
                0,
                0,
                0,
                0,
                Digest.of(new byte[] {3}),
                1,
                Digest.of(STATE),
                null,
                state.position(),
                0,
                0,
                new Evidence(null, none, none, 0),
                new Running(1, "cpu", "NONE", "fp32", "fake", true),
                new Origin(Digest.of(new byte[] {4}), "lora", null),
                null,
                null);
        registry.write(
                NAME,
                "a person",
                new LedgerEvent.VersionAdded(manifest, state.mark(), new Decision(false, "imported")));
    }

    private List<Manifest> manifests() {
        return registry.ledger(NAME).stream()
                .filter(entry -> entry.event() instanceof LedgerEvent.VersionAdded)
                .map(entry -> ((LedgerEvent.VersionAdded) entry.event()).manifest())
                .toList();
    }

    @Test
    void theUpdateIsDroppedAndItsWindowIsLearnedAnewOnWhatWasImported() {
        boolean[] done = {false};
        registry.beforeOffer = () -> {
            if (!done[0] && registry.newest(NAME).state().versions() == 1) {
                done[0] = true;
                importOne();
            }
        };
        life().work();
        assertThat(manifests()).extracting(Manifest::version).containsExactly(1, 2, 3, 4);
        assertThat(manifests()).extracting(Manifest::parent).containsExactly(null, null, 2, 3);
        assertThat(manifests()).extracting(one -> one.interval().to()).containsExactly(8L, 8L, 16L, 24L);
        assertThat(manifests()).extracting(Manifest::windowIndex).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aDomainThatWasContinuedIsReadFromItsPositionAlsoAfterAnImport() {
        log.add(0, Samples.record("tides", 1));
        Life first = life();
        first.stream.readAll();
        first.serve(2); // opened, and one window learned
        registry.write(NAME, "a trainer", new LedgerEvent.Stopped("a test"));
        committed.put(0, 3L * WINDOW);
        registry.write(NAME, "a person", new LedgerEvent.Continued(WEATHER.place(), false, WINDOW));
        importOne();
        life().work();
        assertThat(manifests()).extracting(one -> one.interval().to()).containsExactly(8L, 8L, 16L, 24L);
    }
}

package dev.driftline.trainer.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.exam.Exam;
import dev.driftline.trainer.exam.Kept;
import dev.driftline.trainer.exam.Memory;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.publish.FakeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportingTest {
    private static final DomainState WEATHER = Samples.byCount("weather", 4);
    private static final DomainName NAME = WEATHER.domain();

    private final FakeRegistry registry = new FakeRegistry();
    private final List<Long> told = new ArrayList<>();
    private final Importing importing = Saved.importing(registry, state -> told.add(state.number()));

    @BeforeEach
    void create() {
        registry.create(WEATHER);
    }

    private static Manifest manifest(LedgerEntry entry) {
        return ((LedgerEvent.VersionAdded) entry.event()).manifest();
    }

    @Test
    void anImportIsOneEntryThatMovesTheTrunkAndNeitherPositionNorChampion() {
        registry.write(NAME, "a trainer", withheld(0, 5));
        LedgerEntry entry = importing.take(NAME, null, Saved.folder(1, Saved.BASE));
        assertThat(entry.number()).isEqualTo(3);
        assertThat(told).containsExactly(3L);
        DomainState state = entry.state();
        assertThat(state.position()).isEqualTo(5);
        assertThat(state.champion()).isNull();
        assertThat(state.evidence()).isNull();
        assertThat(Objects.requireNonNull(state.trunk()).adapter())
                .isEqualTo(manifest(entry).adapter());
        assertThat(manifest(entry).origin())
                .satisfies(origin ->
                        assertThat(Objects.requireNonNull(origin).kind()).isEqualTo("lora"));
        assertThat(manifest(entry).learnedUpTo()).isEqualTo(5);
        AdapterFile.Content adapter = AdapterFile.read(
                Saved.TINY,
                Objects.requireNonNull(registry.blobs.get(manifest(entry).adapter())));
        assertThat(adapter.tensors().getFirst()[0]).isEqualTo(1);
        assertThat(adapter.header().trainedLabels()).containsExactly(0, 1, 2);
        StateFile.read(
                Saved.TINY,
                Objects.requireNonNull(registry.blobs.get(manifest(entry).state())));
    }

    @Test
    void whatTheTrunkRemembersGoesOn() {
        Recollection kept = new Recollection(
                new Memory(List.of(new Kept(2, 1)), 9), new Exam(List.of(new Kept(3, 0)), List.of(), 4), 77);
        LedgerEntry first = importing.take(NAME, null, Saved.folder(1, Saved.BASE));
        byte[] remembering = Saved.reader()
                .read(WEATHER.spec().settings(), Samples.LABELS, Saved.folder(1, Saved.BASE))
                .state(kept.extras(WEATHER.logGeneration()));
        registry.blobs.put(manifest(first).state(), remembering); // as if the trunk had learned
        LedgerEntry second = importing.take(NAME, null, Saved.folder(2, Saved.BASE));
        byte[] state =
                Objects.requireNonNull(registry.blobs.get(manifest(second).state()));
        assertThat(Recollection.from(StateFile.extras(state), WEATHER.logGeneration()))
                .isEqualTo(kept);
        assertThat(StateFile.read(Saved.TINY, state).raw().getFirst()[0]).isEqualTo(2);
        assertThat(manifest(second).version()).isEqualTo(2);
        assertThat(manifest(second).parent()).isNull();
    }

    @Test
    void anEntryThatComesFirstOnlyMovesTheImportBehindIt() {
        boolean[] done = {false};
        registry.beforeOffer = () -> {
            if (!done[0]) {
                done[0] = true;
                registry.write(NAME, "a trainer", withheld(0, 5));
            }
        };
        LedgerEntry entry = importing.take(NAME, null, Saved.folder(1, Saved.BASE));
        assertThat(registry.offers).hasSize(2);
        assertThat(manifest(entry).interval()).isEqualTo(new Interval(Samples.TOPIC_ID, 0, 5, 5));
        assertThat(manifest(entry).windowIndex()).isEqualTo(1);
    }

    @Test
    void whatIsNotTheDomainsIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> importing.take(new DomainName("tides"), null, Saved.folder(1, Saved.BASE)))
                .isInstanceOfSatisfying(
                        Denied.class, e -> assertThat(e.status()).isEqualTo(404));
        assertThatThrownBy(() -> importing.take(NAME, null, Saved.folder(1, Saved.OTHER_BASE)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("other weights");
        assertThatThrownBy(() -> importing.take(NAME, null, Saved.folder(1, null)))
                .hasMessageContaining("name the directory of the model it was trained on (--base)");
        registry.write(NAME, "a trainer", new LedgerEvent.Stopped("a test"));
        assertThatThrownBy(() -> importing.take(NAME, null, Saved.folder(1, Saved.BASE)))
                .isInstanceOfSatisfying(
                        Denied.class, e -> assertThat(e.status()).isEqualTo(409));
        assertThat(registry.blobs).isEmpty();
        assertThat(registry.offers).isEmpty();
    }

    private static LedgerEvent withheld(long from, long to) {
        return new LedgerEvent.Withheld(new Exclusion(new Interval(Samples.TOPIC_ID, 0, from, to), "a test"), null);
    }
}

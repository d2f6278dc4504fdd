package dev.driftline.trainer;

import static dev.driftline.adapters.base.TrainingForm.BF16;
import static dev.driftline.adapters.base.TrainingForm.FP32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.step.FormChoice;
import dev.driftline.trainer.stream.FakeLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainFormsTest {
    private static final int WINDOW = 8;
    private static final DomainState WEATHER = Samples.byCount("weather", WINDOW);
    private static final FormChoice PLAIN = new FormChoice(List.of(FP32, BF16), FP32, Map.of());
    private static final FormChoice LOW = new FormChoice(List.of(FP32, BF16), BF16, Map.of());
    private static final FormChoice NO_LOW = new FormChoice(List.of(FP32), FP32, Map.of());

    @TempDir
    private Path folder;

    private final FakeLog log = new FakeLog();
    private final FakeRegistry registry = new FakeRegistry();
    private final Map<Integer, Long> committed = new HashMap<>();
    private int sent;

    @BeforeEach
    void create() {
        registry.create(WEATHER);
    }

    @Test
    void aDomainGoesOnInTheFormOfItsNewestManifestWhateverThisMachinePrefers() {
        assertThat(learnOn(LOW)).isEqualTo(BF16);
        assertThat(learnOn(PLAIN)).isEqualTo(BF16);
        assertThat(named()).containsExactly("bf16", "bf16");
    }

    @Test
    void whereThisMachineLacksThatItGoesOnInAnotherAndStaysThere() {
        assertThat(learnOn(LOW)).isEqualTo(BF16);
        assertThat(learnOn(NO_LOW)).isEqualTo(FP32);
        assertThat(learnOn(LOW)).isEqualTo(FP32);
        assertThat(named()).containsExactly("bf16", "fp32", "fp32");
    }

    /** One window in a process of its own. */
    private TrainingForm learnOn(FormChoice machine) {
        for (int i = 0; i < WINDOW; i++) {
            log.add(0, Samples.record("weather", sent++));
        }
        Life life = new Life(log, registry, committed, folder.resolve("cache"));
        life.learning.forms = machine;
        life.work();
        assertThat(life.learning.pupilForms).hasSize(1);
        return life.learning.pupilForms.getFirst();
    }

    private List<String> named() {
        return registry.ledger(WEATHER.domain()).stream()
                .map(entry -> entry.event())
                .filter(LedgerEvent.VersionAdded.class::isInstance)
                .map(event ->
                        ((LedgerEvent.VersionAdded) event).manifest().running().baseForm())
                .toList();
    }
}

package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.stream.FakeLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairTurnTest {
    private static final int WINDOW = 8;
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    private Path folder;

    /** As it was when a shared window moved the turn on: whoever stood between was passed over for as long as the others had work. */
    @Test
    void whoCannotShareIsNotPassedOverByThoseWhoDo() {
        FakeLog log = new FakeLog();
        FakeRegistry registry = new FakeRegistry();
        NAMES.forEach(name -> registry.create(Samples.byCount(name, WINDOW)));
        for (int i = 0; i < 12 * WINDOW; i++) {
            for (String name : NAMES) {
                log.add(0, Samples.record(name, i));
            }
        }
        Life life = new Life(log, registry, new HashMap<>(), folder);
        life.stream.readAll();
        life.lanes.pause(new DomainName("b"), "a test", Duration.ZERO);
        life.serve(8);
        assertThat(registry.ledger(new DomainName("b")))
                .anyMatch(entry -> entry.event() instanceof LedgerEvent.VersionAdded);
    }
}

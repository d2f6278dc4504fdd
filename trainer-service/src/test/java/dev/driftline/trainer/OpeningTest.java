package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.testkit.Settings;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.step.FakeLearning;
import dev.driftline.trainer.stream.FakeLog;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    @TempDir
    private Path folder;

    @Test
    void settingsThatTheBaseCanNeverFitStopTheirDomainAloneWithTheFieldAtFault() {
        MethodSettings wide = Settings.of(AdapterMethod.LORA)
                .with("rank", FakeLearning.MOST_RANK + 1)
                .done();
        DomainState tides = Samples.of("tides", wide);
        DomainState weather = Samples.byCount("weather", 8);
        FakeRegistry registry = new FakeRegistry();
        registry.create(tides);
        registry.create(weather);
        Life life = new Life(new FakeLog(), registry, new HashMap<>(), folder.resolve("cache"));
        life.work();
        String reason = "its settings do not fit the trainer's base: rank: must be at most 32";
        assertThat(registry.newest(tides.domain()).event()).isEqualTo(new LedgerEvent.Stopped(reason));
        assertThat(life.why(tides)).contains(reason, "domain continue tides");
        assertThat(life.why(weather)).contains("no new example");
    }
}

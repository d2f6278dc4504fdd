package dev.driftline.serving.life;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.predict.Predictors;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.traffic.Traffic;
import dev.driftline.serving.versions.Versions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifeTest {
    private final FakeEngine engine = new FakeEngine();
    private final FakeHints hints = new FakeHints();
    private final Slots slots =
            new Slots(engine, new FakeBlobs(), 9, new SimpleMeterRegistry(), InstantSource.system());
    private final Versions versions =
            new Versions(slots, hints, new FakeLedgers(), 1, new SimpleMeterRegistry(), InstantSource.system());
    private final Life life = new Life(
            engine,
            Predictors.over(slots, hints, engine),
            slots,
            hints,
            versions,
            new Traffic(hints, versions, 1, new SimpleMeterRegistry(), () -> 0));

    @Test
    void itIsReadyWhenTheTopicWasReadAndWhatWasReadWasTried() {
        CountDownLatch staging = new CountDownLatch(1);
        engine.hold = staging;
        hints.reached = false;
        assertThat(life.ready()).isFalse();
        tell();
        hints.reached = true;
        assertThat(life.ready()).as("read, but not loaded").isFalse();
        staging.countDown();
        eventually(life::ready);
        assertThat(life.slots()).isEqualTo(1);
        life.end();
    }

    @Test
    void onceReadyItStaysSoWhateverIsAway() {
        assertThat(life.ready()).isTrue();
        hints.reached = false;
        hints.brokerAway = true;
        assertThat(life.ready()).isTrue();
        assertThat(life.live()).isTrue();
        life.end();
    }

    @Test
    void atTheEndEveryAdapterIsClosed() {
        tell();
        eventually(slots::settled);
        life.end();
        assertThat(engine.closed.get("adapter:1")).hasValue(1);
    }

    private void tell() {
        byte[] adapter = FakeEngine.adapter(1);
        VersionRef ref = new VersionRef(1, Digest.of(adapter), adapter.length, 10);
        slots.told(new AdapterRecord(new AdapterRecord.Header(new DomainName("spam"), "A", 1, ref), adapter));
    }
}

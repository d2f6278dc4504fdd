package dev.driftline.serving.tensors;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.predict.Predictors;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import dev.driftline.serving.tensors.Models.Found;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final int MOST = 1;
    private final FakeEngine engine = new FakeEngine();
    private final FakeHints hints = new FakeHints();
    private final FakeBlobs blobs = new FakeBlobs();
    private final Slots slots = new Slots(engine, blobs, MOST, new SimpleMeterRegistry(), InstantSource.system());
    private final Models models = new Models(Predictors.directory(slots, hints), Predictors.over(slots, hints, engine));

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void aColdModelIsLoadedWhenSomebodyLooksWhetherItIsReady() {
        tell("one", 1);
        tell("two", 2);
        assertThat(slots.answers(new DomainName("two"))).isFalse();
        assertThat(models.find("two", "")).isInstanceOf(Found.Ready.class);
        assertThat(slots.answers(new DomainName("two"))).isTrue();
    }

    private void tell(String domain, int version) {
        byte[] adapter = FakeEngine.adapter(version);
        VersionRef ref = new VersionRef(version, blobs.put(adapter), adapter.length, version);
        slots.told(new AdapterRecord(new AdapterRecord.Header(new DomainName(domain), "A", 1, ref), adapter));
        eventually(slots::settled);
    }
}

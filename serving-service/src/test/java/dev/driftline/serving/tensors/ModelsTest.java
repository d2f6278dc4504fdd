package dev.driftline.serving.tensors;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
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

    @Test
    void ofThousandsOfVersionsTheNewestAreListedAndTheOneThatAnswers() {
        tell("one", 7);
        VersionRef newest = new VersionRef(5_000, Digest.of(FakeEngine.adapter(8)), 1, 9_000);
        hints.read.put(new DomainName("one"), new Known("A", 9, true, null, newest, null, null, null));
        assertThat(models.find("one", ""))
                .isInstanceOfSatisfying(
                        Found.Ready.class,
                        found -> assertThat(found.model().versions())
                                .hasSize(101)
                                .startsWith("7", "4901", "4902")
                                .endsWith("4999", "5000"));
    }

    private void tell(String domain, int version) {
        byte[] adapter = FakeEngine.adapter(version);
        VersionRef ref = new VersionRef(version, blobs.put(adapter), adapter.length, version);
        slots.told(new AdapterRecord(new AdapterRecord.Header(new DomainName(domain), "A", 1, ref), adapter));
        eventually(slots::settled);
    }
}

package dev.driftline.serving.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SlotsConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        SlotsConfig config = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(SlotsConfig.class)
                .build()
                .getConfigMapping(SlotsConfig.class);
        assertThat(config.most()).isEqualTo(16384);
        assertThat(config.memory().asLongValue()).isEqualTo(1L << 30);
        assertThat(config.waiting()).isEqualTo(64);
        assertThat(Backoff.DEFAULT).isEqualTo(new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)));
    }

    @Test
    void noSlotsAtAllAreRefused() {
        assertThatThrownBy(() -> new Slots(
                        new FakeEngine(), new FakeBlobs(), 0, new SimpleMeterRegistry(), InstantSource.system()))
                .hasMessage("driftline.serving.slots.most: must be 1 or more");
    }

    @Test
    void aBackoffDoublesUpToItsMost() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));
        assertThat(backoff.after(1)).hasMillis(200);
        assertThat(backoff.after(2)).hasMillis(400);
        assertThat(backoff.after(4)).hasMillis(1000);
        assertThat(backoff.after(1_000_000)).hasMillis(1000);
    }

    @Test
    void theShelfOfFactorsLetsTheLongestUnusedGo() {
        FactorShelf shelf = new FactorShelf(10);
        FakeBlobs names = new FakeBlobs();
        byte[] first = new byte[4];
        byte[] second = new byte[5];
        byte[] third = new byte[6];
        shelf.put(names.put(first), first);
        shelf.put(names.put(second), second);
        assertThat(shelf.get(names.put(first))).isSameAs(first);
        shelf.put(names.put(third), third);
        assertThat(shelf.get(names.put(second))).isNull();
        assertThat(shelf.get(names.put(first))).isSameAs(first);
        byte[] large = new byte[99];
        shelf.put(names.put(large), large);
        assertThat(shelf.get(names.put(large)))
                .as("whoever fetched it finds it")
                .isSameAs(large);
        assertThat(shelf.get(names.put(first))).isNull();
    }
}

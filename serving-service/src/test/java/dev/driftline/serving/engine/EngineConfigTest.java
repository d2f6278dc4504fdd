package dev.driftline.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        EngineConfig config = new SmallRyeConfigBuilder()
                .withMapping(EngineConfig.class)
                .build()
                .getConfigMapping(EngineConfig.class);
        assertThat(config.base()).isEqualTo("minilm");
        assertThat(config.device()).isEqualTo("auto");
        assertThat(config.threads()).isZero();
        assertThat(config.serving().form()).isEqualTo("auto");
    }
}

package dev.driftline.serving.hints;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class HintsConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        HintsConfig config = new SmallRyeConfigBuilder()
                .withMapping(HintsConfig.class)
                .build()
                .getConfigMapping(HintsConfig.class);
        assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:7092");
        assertThat(config.lookWait()).hasSeconds(2);
    }
}

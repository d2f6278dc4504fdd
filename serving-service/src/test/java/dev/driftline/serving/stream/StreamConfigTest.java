package dev.driftline.serving.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class StreamConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        StreamConfig config = new SmallRyeConfigBuilder()
                .withMapping(StreamConfig.class)
                .build()
                .getConfigMapping(StreamConfig.class);
        assertThat(config.most()).isEqualTo(8);
        assertThat(config.group()).isEqualTo(32);
        assertThat(config.groupsInFlight()).isEqualTo(2);
        assertThat(config.patience()).hasSeconds(60);
    }
}

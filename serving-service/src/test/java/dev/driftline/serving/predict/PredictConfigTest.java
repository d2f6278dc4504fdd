package dev.driftline.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PredictConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        PredictConfig config = new SmallRyeConfigBuilder()
                .withMapping(PredictConfig.class)
                .build()
                .getConfigMapping(PredictConfig.class);
        assertThat(config.queue()).isEqualTo(1024);
        assertThat(config.batchTexts()).isEqualTo(32);
        assertThat(config.batchTokens()).isEqualTo(2048);
        assertThat(config.linger()).hasMillis(2);
        assertThat(config.waiting()).isEqualTo(64);
    }

    @Test
    void boundsThatAreNoneAreRefused() {
        Duration none = Duration.ZERO;
        assertThatThrownBy(() -> new BatchLimits(0, 1, 1, none)).hasMessageContaining("batch-texts");
        assertThatThrownBy(() -> new BatchLimits(1, 0, 1, none)).hasMessageContaining("batch-tokens");
        assertThatThrownBy(() -> new BatchLimits(1, 1, 0, none)).hasMessageContaining("queue");
        assertThatThrownBy(() -> new BatchLimits(1, 1, 1, Duration.ofMillis(-1)))
                .hasMessageContaining("linger");
    }
}

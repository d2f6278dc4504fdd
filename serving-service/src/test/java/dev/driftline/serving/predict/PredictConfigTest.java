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
        assertThat(config.concurrency()).isZero();
        assertThat(config.queue()).isEqualTo(64);
        assertThat(config.queueWait()).hasSeconds(2);
        assertThat(config.waiting()).isEqualTo(64);
    }

    @Test
    void boundsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Turnstile(-1, 1, Duration.ZERO)).hasMessageContaining("concurrency");
        assertThatThrownBy(() -> new Turnstile(1, -1, Duration.ZERO)).hasMessageContaining("queue");
        assertThatThrownBy(() -> new Turnstile(1, 1, Duration.ofMillis(-1))).hasMessageContaining("queue-wait");
    }
}

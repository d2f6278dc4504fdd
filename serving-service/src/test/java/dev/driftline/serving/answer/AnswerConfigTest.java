package dev.driftline.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        AnswerConfig config = new SmallRyeConfigBuilder()
                .withMapping(AnswerConfig.class)
                .build()
                .getConfigMapping(AnswerConfig.class);
        assertThat(config.concurrency()).isZero();
        assertThat(config.queue()).isEqualTo(64);
        assertThat(config.queueWait()).hasSeconds(2);
    }

    @Test
    void boundsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Turnstile(-1, 1, Duration.ZERO)).hasMessageContaining("concurrency");
        assertThatThrownBy(() -> new Turnstile(1, -1, Duration.ZERO)).hasMessageContaining("queue");
        assertThatThrownBy(() -> new Turnstile(1, 1, Duration.ofMillis(-1))).hasMessageContaining("queue-wait");
    }
}

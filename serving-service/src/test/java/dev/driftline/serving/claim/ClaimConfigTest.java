package dev.driftline.serving.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        ClaimConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClaimConfig.class)
                .build()
                .getConfigMapping(ClaimConfig.class);
        assertThat(config.registry().url()).isEqualTo(URI.create("http://127.0.0.1:7070"));
        assertThat(config.registry().connectWait()).hasSeconds(2);
        assertThat(config.registry().fetchWait()).hasSeconds(20);
        assertThat(config.registry().lookupWait()).hasSeconds(2);
        assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:7092");
        assertThat(config.kafka().carriedWait()).hasSeconds(2);
    }

    @Test
    void aUrlThatIsNoneEndsTheStart() {
        assertThatThrownBy(() -> new RegistryBlobs(
                        URI.create("registry:7070"), Duration.ofSeconds(1), Duration.ofSeconds(1), System::nanoTime))
                .hasMessage("driftline.registry.url: must be an http or https URL");
    }
}

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
        assertThat(config.url()).isEqualTo(URI.create("http://127.0.0.1:7070"));
        assertThat(config.connectWait()).hasSeconds(2);
        assertThat(config.fetchWait()).hasSeconds(20);
        assertThat(config.lookupWait()).hasSeconds(2);
    }

    @Test
    void aUrlThatIsNoneEndsTheStart() {
        assertThatThrownBy(() ->
                        new RegistryBlobs(URI.create("registry:7070"), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasMessage("driftline.registry.url: must be an http or https URL");
    }
}

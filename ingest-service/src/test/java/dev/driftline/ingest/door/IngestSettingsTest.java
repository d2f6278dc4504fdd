package dev.driftline.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IngestSettingsTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        IngestSettings settings = new SmallRyeConfigBuilder()
                .withMapping(IngestSettings.class)
                .addDiscoveredConverters()
                .withConverter(Duration.class, 300, new io.quarkus.runtime.configuration.DurationConverter())
                .build()
                .getConfigMapping(IngestSettings.class);

        assertThat(settings.maxRecord()).isEqualTo(256 * 1024);
        assertThat(settings.maxBody()).isEqualTo(8 * 1024 * 1024);
        assertThat(settings.maxRecords()).isEqualTo(10_000);
        assertThat(settings.maxUnderway()).isEqualTo(32 * 1024 * 1024);
        assertThat(settings.maxRequests()).isEqualTo(48);
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.streamPatience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }
}

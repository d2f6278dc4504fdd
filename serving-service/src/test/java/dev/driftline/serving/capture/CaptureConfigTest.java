package dev.driftline.serving.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.serving.capture.Captures.Found;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureConfigTest {
    @Test
    void theDefaultsAreTheseAndNoOthers() {
        CaptureConfig config = config(Map.of());
        assertThat(config.capture()).isFalse();
        assertThat(config.captureDomains()).isEmpty();
        assertThat(config.captureQueue()).isEqualTo(4096);
        BrokerConfig broker = new SmallRyeConfigBuilder()
                .withMapping(BrokerConfig.class)
                .build()
                .getConfigMapping(BrokerConfig.class);
        assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:7092");
    }

    @Test
    void nothingIsLookedForWhereNothingIsCaptured() {
        Captures off = CaptureWiring.captures(config(Map.of()), () -> "nowhere:1");
        assertThat(off.find(new PredictionId(0, Instant.parse("2026-01-31T12:00:00Z"), 1), 0))
                .isEqualTo(new Found.Gone("capture is off (driftline.serving.capture)"));
    }

    @Test
    void onlyNamedDomainsAreCapturedWhereAnyAreNamed() {
        CaptureConfig named = config(Map.of("driftline.serving.capture-domains", "spam,mail"));
        assertThat(CaptureWiring.wanted(named))
                .accepts(new DomainName("spam"), new DomainName("mail"))
                .rejects(new DomainName("claims"));
        assertThat(CaptureWiring.wanted(config(Map.of()))).accepts(new DomainName("claims"));
    }

    private static CaptureConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(CaptureConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(CaptureConfig.class);
    }
}

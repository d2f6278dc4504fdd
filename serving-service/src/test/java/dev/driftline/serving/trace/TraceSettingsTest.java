package dev.driftline.serving.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceSettingsTest {
    private static final String OFF = "quarkus.otel.sdk.disabled";

    @Test
    void withoutAnEndpointNoTraceIsKept() {
        assertThat(config(Map.of(OFF, "true")).getValue(OFF, Boolean.class)).isTrue();
    }

    @Test
    void anEndpointTurnsTracesOnAndLogLinesNameTheirs() {
        SmallRyeConfig config = config(Map.of(OFF, "true", TraceSettings.ENDPOINT, "http://collector:4317"));
        assertThat(config.getValue(OFF, Boolean.class)).isFalse();
        assertThat(config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class))
                .isEqualTo("http://collector:4317");
        assertThat(config.getValue("quarkus.log.console.format", String.class)).contains("trace=%X{traceId}");
    }

    private static SmallRyeConfig config(Map<String, String> file) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(file, "file", 250))
                .withSources(new TraceSettings())
                .build();
    }
}

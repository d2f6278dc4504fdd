package dev.driftline.serving.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Settings of the framework that follow from {@value #ENDPOINT}: without it no trace is kept and nobody is called. */
public final class TraceSettings implements ConfigSourceFactory {
    static final String ENDPOINT = "driftline.tracing.endpoint";

    /** Over the file of defaults, under variables of the environment. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue endpoint = context.getValue(ENDPOINT);
        if (endpoint == null
                || endpoint.getValue() == null
                || endpoint.getValue().isBlank()) {
            return List.of();
        }
        Map<String, String> settings = Map.of(
                "quarkus.otel.sdk.disabled",
                "false",
                "quarkus.otel.exporter.otlp.endpoint",
                endpoint.getValue(),
                "quarkus.log.console.format",
                "%z{UTC}%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p %s trace=%X{traceId}%e%n");
        return List.of(new PropertiesConfigSource(settings, "driftline.tracing", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}

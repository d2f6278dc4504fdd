package dev.driftline.serving.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class PipelineConfigTest {
    private static final Map<String, String> MAIL = Map.of(
            "driftline.serving.score.mail.from", "in",
            "driftline.serving.score.mail.to", "out",
            "driftline.serving.score.mail.domain", "spam");

    @Test
    void nothingIsScoredUnlessItIsTold() {
        assertThat(config(new PropertiesConfigSource(Map.of(), "test", 100)).pipes())
                .isEmpty();
    }

    @Test
    void whatIsNotToldHasDefaults() {
        Route route = route(Map.of());
        assertThat(route.rejected()).isEqualTo("out.rejected");
        assertThat(route.text()).isEqualTo("text");
        assertThat(route.textPair()).isEqualTo("textPair");
    }

    @Test
    void aPipelineCanBeToldByTheEnvironmentAlone() {
        Map<String, String> environment = new HashMap<>();
        MAIL.forEach((key, value) ->
                environment.put(key.toUpperCase(java.util.Locale.ROOT).replace('.', '_'), value));
        PipelineConfig config = config(new EnvConfigSource(environment, 300));
        assertThat(mail(config).from()).isEqualTo("in");
    }

    @Test
    void aRouteThatIsNoneNamesItsKey() {
        assertThatThrownBy(() -> route(Map.of("to", "in"))).hasMessageContaining("score.mail.to");
        assertThatThrownBy(() -> route(Map.of("domain", "UPPER"))).hasMessageContaining("score.mail.domain");
        assertThatThrownBy(() -> route(Map.of("from", "a b"))).hasMessageContaining("score.mail.from");
        assertThatThrownBy(() -> route(Map.of("rejected", "in"))).hasMessageContaining("score.mail.rejected");
        assertThatThrownBy(() -> route(Map.of("text", "textPair"))).hasMessageContaining("score.mail.text");
    }

    private static Route route(Map<String, String> over) {
        Map<String, String> all = new HashMap<>(MAIL);
        over.forEach((key, value) -> all.put("driftline.serving.score.mail." + key, value));
        PipelineConfig config = config(new PropertiesConfigSource(all, "test", 100));
        return mail(config);
    }

    private static Route mail(PipelineConfig config) {
        return Route.of("mail", Objects.requireNonNull(config.pipes().get("mail")));
    }

    private static PipelineConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withMapping(PipelineConfig.class)
                .withSources(source)
                .build()
                .getConfigMapping(PipelineConfig.class);
    }
}

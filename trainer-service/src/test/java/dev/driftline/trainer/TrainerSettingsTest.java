package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainerSettingsTest {
    private static final SmallRyeConfig CONFIG = config(Map.of());

    @Test
    void theDefaultsArePinned() {
        TrainerSettings settings = CONFIG.getConfigMapping(TrainerSettings.class);
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("127.0.0.1:7092");
        assertThat(settings.registry().url()).isEqualTo(URI.create("http://127.0.0.1:7070"));
        assertThat(settings.base()).isEqualTo("minilm");
        assertThat(settings.device()).isEqualTo("auto");
        assertThat(settings.threads()).isZero();
        assertThat(settings.cache()).isEqualTo(Path.of(".driftline/cache/trainer"));
        assertThat(settings.fault()).isEmpty();
        assertThat(settings.trainer().form()).isEqualTo("auto");
        assertThat(settings.trainer().instance()).isEqualTo("trainer-1");
        assertThat(settings.trainer().sessionTimeoutMs()).isEqualTo(10_000);
        assertThat(text("quarkus.http.host")).isEqualTo("127.0.0.1");
        assertThat(text("quarkus.http.port")).isEqualTo("7072");
    }

    @Test
    void theChannelCommitsNothingByItselfAndNeverBeginsAtTheEnd() {
        assertThat(channel("enable.auto.commit")).isEqualTo("false");
        assertThat(channel("commit-strategy")).isEqualTo("ignore");
        assertThat(channel("auto.offset.reset")).isEqualTo("earliest");
        assertThat(channel("batch")).isEqualTo("true");
        assertThat(channel("group.id")).isEqualTo("driftline-trainer");
        assertThat(channel("consumer-rebalance-listener.name")).isEqualTo("trainer");
        assertThat(channel("value.deserializer")).endsWith("ByteArrayDeserializer");
    }

    @Test
    void whatAPersonSetsReachesTheStream() {
        SmallRyeConfig set = config(Map.of(
                "driftline.trainer.instance", "trainer-9",
                "driftline.trainer.session-timeout-ms", "6000",
                "driftline.kafka.bootstrap-servers", "there:9092",
                "driftline.fault", "after-cut:2"));
        assertThat(set.getValue("kafka.bootstrap.servers", String.class)).isEqualTo("there:9092");
        assertThat(set.getValue("mp.messaging.incoming.examples.group.instance.id", String.class))
                .isEqualTo("trainer-9");
        assertThat(set.getValue("mp.messaging.incoming.examples.session.timeout.ms", String.class))
                .isEqualTo("6000");
        assertThat(set.getConfigMapping(TrainerSettings.class).fault()).hasValue("after-cut:2");
    }

    private static String channel(String key) {
        return text("mp.messaging.incoming.examples." + key);
    }

    private static String text(String key) {
        return CONFIG.getValue(key, String.class);
    }

    private static SmallRyeConfig config(Map<String, String> set) {
        URL file = Objects.requireNonNull(TrainerSettingsTest.class.getResource("/application.properties"));
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withMapping(TrainerSettings.class)
                    .withValidateUnknown(false)
                    .withSources(new PropertiesConfigSource(file), new PropertiesConfigSource(set, "a person", 400))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

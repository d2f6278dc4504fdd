package dev.driftline.registry.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.registry.place.BrokerSettings;
import dev.driftline.registry.place.TopicSettings;
import dev.driftline.registry.retention.RetentionSettings;
import dev.driftline.registry.store.StoreSettings;
import dev.driftline.registry.telling.TellingSettings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the service does when nobody says otherwise. A change here is a change for everybody who runs it. */
class DefaultsTest {
    private static final Map<String, String> KEYS =
            Map.of("driftline.store.access-key", "a", "driftline.store.secret-key", "s");

    private final SmallRyeConfig config = config(KEYS);

    @Test
    void theStoreIsTheLaunchersAndHasAMinuteToComeUp() {
        StoreSettings store = config.getConfigMapping(StoreSettings.class);
        assertThat(store.endpoint()).isEqualTo("http://127.0.0.1:7900");
        assertThat(store.bucket()).isEqualTo("driftline");
        assertThat(store.region()).isEqualTo("us-east-1");
        assertThat(store.patience()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theStoresKeysMustBeGiven() {
        assertThatThrownBy(() -> config(Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("driftline.store.secret-key");
    }

    @Test
    void theBrokerIsTheLaunchers() {
        assertThat(config.getConfigMapping(BrokerSettings.class).bootstrapServers())
                .isEqualTo("127.0.0.1:7092");
        TopicSettings topics = config.getConfigMapping(TopicSettings.class);
        assertThat(topics.partitions()).isEqualTo(16);
        assertThat(topics.replication()).isEqualTo(1);
    }

    @Test
    void theTopicsAreComparedFourTimesAMinute() {
        TellingSettings telling = config.getConfigMapping(TellingSettings.class);
        assertThat(telling.repairEvery()).isEqualTo(Duration.ofSeconds(15));
        assertThat(telling.pauseFrom()).isEqualTo(Duration.ofMillis(200));
        assertThat(telling.pauseTo()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void oldStatesAreKeptADayAndTheLastTenForEver() {
        RetentionSettings retention = config.getConfigMapping(RetentionSettings.class);
        assertThat(retention.every()).isEqualTo(Duration.ofHours(1));
        assertThat(retention.versions()).isEqualTo(10);
        assertThat(retention.olderFor()).isEqualTo(Duration.ofDays(1));
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(StoreSettings.class)
                .withMapping(BrokerSettings.class)
                .withMapping(TopicSettings.class)
                .withMapping(TellingSettings.class)
                .withMapping(RetentionSettings.class);
        values.forEach(builder::withDefaultValue);
        return builder.build();
    }
}

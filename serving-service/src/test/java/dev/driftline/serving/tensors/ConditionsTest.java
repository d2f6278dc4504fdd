package dev.driftline.serving.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.predict.Which;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    @Test
    void ofTwoTimesTheShorterCountsInWhateverOrderTheyStand() {
        assertThat(read(Map.of("patience_ms", 900L, "timeout", 100_000L)).patience())
                .hasMillis(100);
        assertThat(read(Map.of("patience_ms", 100L, "timeout", 900_000L)).patience())
                .hasMillis(100);
        assertThat(read(Map.of("patience_ms", 9_000L)).patience()).hasSeconds(9);
        assertThat(read(Map.of())).isEqualTo(Terms.PLAIN);
    }

    @Test
    void aTimeIsReadAsAtThePlainDoor() {
        Which ten = new Which.LiveAt(Instant.parse("2026-11-01T10:00:00Z"));
        assertThat(read(Map.of("as_of", "2026-11-01T10:00Z")).which()).isEqualTo(ten);
        assertThat(read(Map.of("as_of", "2026-11-01T10:00:00Z")).which()).isEqualTo(ten);
        assertThat(read(Map.of("as_of", "2026-11-01T12:00+02:00")).which()).isEqualTo(ten);
    }

    private static Terms read(Map<String, Object> parameters) {
        return Conditions.read(new Which.Live(), parameters, Duration.ofMinutes(1));
    }
}

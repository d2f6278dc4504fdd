package dev.driftline.serving.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.example.ReceiptToken;
import dev.driftline.contracts.wire.InvalidValue;
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

    @Test
    void anOffsetIsANumberOrWhatThePlainDoorsHeaderHolds() {
        assertThat(read(Map.of("min_offset", 5L)).atLeast()).isEqualTo(5);
        assertThat(read(Map.of("min_offset", "examples/8@5")).atLeast()).isEqualTo(5);
        assertThatThrownBy(() -> read(Map.of("min_offset", "noon"))).hasMessage("min_offset: must be a token");
        assertThatThrownBy(() -> read(Map.of("min_offset", 1.5)))
                .hasMessage("min_offset: must be an integer of 0 or more");
    }

    @Test
    void theCandidateIsAskedForAsAtThePlainDoorAndOneVersionAtMost() {
        assertThat(read(Map.of("alias", "candidate")).which()).isEqualTo(new Which.Candidate());
        assertThatThrownBy(() -> read(Map.of("alias", "newest"))).hasMessage("alias: must be candidate");
        assertThatThrownBy(() -> read(Map.of("alias", "candidate", "as_of", "2026-11-01T10:00Z")))
                .hasMessageContaining("must not stand beside a version, or beside as_of or alias");
    }

    private static Terms read(Map<String, Object> parameters) {
        return Conditions.read(
                new Which.Live(),
                parameters,
                Duration.ofMinutes(1),
                (field, text) -> ReceiptToken.read(text)
                        .orElseThrow(() -> new InvalidValue(field, field + ": must be a token"))
                        .offset());
    }
}

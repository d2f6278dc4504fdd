package dev.driftline.contracts.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.InvalidValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionIdTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void whatIsWrittenIsReadAgain() {
        PredictionId id = new PredictionId(3, NOON.plusNanos(999_999), -1);
        assertThat(id).hasToString("3-1769860800000-ffffffffffffffff");
        assertThat(PredictionId.parse("3-1769860800000-ffffffffffffffff")).isEqualTo(id);
        assertThat(id.at()).isEqualTo(NOON);
    }

    @Test
    void allAnswersOfADomainLieInOnePartition() {
        DomainName spam = new DomainName("spam");
        assertThat(PredictionId.of(spam, NOON, 1).partition())
                .isEqualTo(PredictionId.of(spam, NOON.plusSeconds(60), 2).partition())
                .isBetween(0, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3-1769860800000",
                "03-1769860800000-00c0ffee00c0ffee",
                "-1-1769860800000-00c0ffee00c0ffee",
                "99999-1769860800000-00c0ffee00c0ffee",
                "3-176986080000-00c0ffee00c0ffee",
                "3-0769860800000-00c0ffee00c0ffee",
                "3-1769860800000-00C0FFEE00C0FFEE",
                "3-1769860800000-00c0ffee00c0ffee.1",
                "3-1769860800000-00c0ffee00c0ffee\n"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> PredictionId.parse(text))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.field()).isEqualTo("id"));
    }

    @Test
    void aTimeThatHasNoThirteenDigitsIsRefused() {
        assertThatThrownBy(() -> new PredictionId(3, Instant.EPOCH, 1)).hasMessageContaining("13 digits");
    }
}

package dev.driftline.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.predict.Which;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {
    @Test
    void whoWishesNothingGetsTheLiveVersionOnPlainTerms() {
        assertThat(terms(Wishes.NONE)).isEqualTo(Terms.PLAIN);
    }

    @Test
    void aVersionIsNamedByItsNumberATimeOrItsAlias() {
        assertThat(terms(query("version", "7")).which()).isEqualTo(new Which.Numbered(7));
        Which ten = new Which.LiveAt(Instant.parse("2026-11-01T10:00:00Z"));
        assertThat(terms(query("asOf", "2026-11-01T10:00Z")).which()).isEqualTo(ten);
        assertThat(terms(query("asOf", "2026-11-01T12:00:00+02:00")).which()).isEqualTo(ten);
        assertThat(terms(query("alias", "candidate")).which()).isEqualTo(new Which.Candidate());
    }

    @Test
    void headersSayHowFreshHowLongAndWho() {
        assertThat(terms(new Wishes(Map.of(), "4711", "250ms", "alice")))
                .isEqualTo(new Terms(new Which.Live(), 4711L, Duration.ofMillis(250), "alice"));
        assertThat(terms(query("wait", "9s")).patience()).hasSeconds(9);
    }

    @ParameterizedTest
    @CsvSource({
        "verison,7,verison",
        "version,seven,version",
        "version,0,version",
        "version,'',version",
        "version,-1,version",
        "version,9999999999,version",
        "asOf,yesterday,asOf",
        "asOf,2026-11-01,asOf",
        "alias,champion,alias",
        "wait,2,wait",
        "wait,0s,wait",
        "wait,61s,wait",
        "wait,999999s,wait"
    })
    void aParameterThatIsNoneOrWrongIsNamed(String name, String value, String field) {
        assertThatThrownBy(() -> terms(query(name, value)))
                .isInstanceOfSatisfying(
                        InvalidValue.class, wrong -> assertThat(wrong.field()).isEqualTo(field));
    }

    @Test
    void oneVersionCanBeNamedAndOnce() {
        assertThatThrownBy(() -> terms(
                        new Wishes(Map.of("version", List.of("7"), "alias", List.of("candidate")), null, null, null)))
                .hasMessageContaining("at most one");
        assertThatThrownBy(() -> terms(new Wishes(Map.of("version", List.of("7", "8")), null, null, null)))
                .hasMessageContaining("given once");
        assertThatThrownBy(() -> terms(new Wishes(Map.of("wait", List.of("2s")), null, "2s", null)))
                .hasMessage("wait: is said by Driftline-Wait too: say it once");
        assertThatThrownBy(() -> terms(new Wishes(Map.of(), null, null, "a".repeat(257))))
                .hasMessageContaining("client");
    }

    private static Wishes query(String name, String value) {
        return new Wishes(Map.of(name, List.of(value)), null, null, null);
    }

    private static Terms terms(Wishes wishes) {
        return wishes.terms((_, offset) -> Long.parseLong(offset));
    }
}

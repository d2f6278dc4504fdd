package dev.driftline.contracts.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final List<String> KNOWN = List.of("from", "limit");

    @Test
    void whatIsKnownAndGivenOncePasses() {
        assertThatCode(() -> Parameters.refuseOthers(Map.of("limit", List.of("5")), KNOWN))
                .doesNotThrowAnyException();
        assertThatCode(() -> Parameters.refuseOthers(Map.of(), List.of())).doesNotThrowAnyException();
    }

    @Test
    void whatNobodyReadsIsRefusedByItsName() {
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("limits", List.of("5")), KNOWN))
                .hasMessage("limits: is no parameter here: there are from, limit");
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("limits", List.of("5")), List.of("limit")))
                .hasMessage("limits: is no parameter here: there is only limit");
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("limit", List.of("5")), List.of()))
                .hasMessage("limit: is no parameter here: there is none");
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("x".repeat(1000), List.of("5")), List.of()))
                .hasMessage("x".repeat(64) + ": is no parameter here: there is none");
    }

    @Test
    void whatIsGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("limit", List.of("5", "6")), KNOWN))
                .hasMessage("limit: must be given once");
    }
}

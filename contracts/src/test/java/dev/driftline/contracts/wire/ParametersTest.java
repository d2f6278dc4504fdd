package dev.driftline.contracts.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
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

    @Retention(RetentionPolicy.RUNTIME)
    @interface Read {
        String value();
    }

    interface Door {
        void read(@Read("from") String from, String body);
    }

    @Test
    void aMethodTellsWhatItReads() throws NoSuchMethodException {
        Method reader = Door.class.getMethod("read", String.class, String.class);
        assertThatCode(() -> Parameters.refuseOthers(Map.of("from", List.of("5")), reader, Read.class, Read::value))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("body", List.of("5")), reader, Read.class, Read::value))
                .hasMessage("body: is no parameter here: there is only from");
    }

    @Test
    void whatIsGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Parameters.refuseOthers(Map.of("limit", List.of("5", "6")), KNOWN))
                .hasMessage("limit: must be given once");
    }
}

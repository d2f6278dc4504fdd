package dev.driftline.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyTest {
    private static final int MOST = 1_000;

    @Test
    void theValuesOfAnArrayAreWhatTheClientWrote() throws IOException {
        assertThat(elements(" [ {\"text\" : \"h\u00E4\"} ,5,\"a, b\", [1,2] , null,1.50,{},true ] "))
                .containsExactly("{\"text\" : \"h\u00E4\"}", "5", "\"a, b\"", "[1,2]", "null", "1.50", "{}", "true");
        assertThat(elements("[]")).isEmpty();
    }

    @Test
    void numbersAndWordsAtTheEndOfAnArrayAreWhole() throws IOException {
        assertThat(elements("[12345]")).containsExactly("12345");
        assertThat(elements("[\"x\",12345 ]")).containsExactly("\"x\"", "12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[1", "[1,", "[1 2]", "[1]]", "[1] [2]", "[{\"a\"}]", "[1],"})
    void aBrokenArrayIsRefusedWhole(String body) {
        assertThatThrownBy(() -> elements(body))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("body: ");
    }

    @Test
    void onlyWhatBeginsWithABracketIsAnArray() throws IOException {
        assertThat(body("\n\t [1]").isArray()).isTrue();
        assertThat(body("{\"a\":[1]}").isArray()).isFalse();
        assertThat(body("").isArray()).isFalse();
    }

    @Test
    void aBodyIsBoundedInBytesAndInRecords() throws IOException {
        assertThat(body("x".repeat(MOST)).record(MOST).bytes()).hasSize(MOST);
        assertThatThrownBy(() -> body("x".repeat(MOST + 1)))
                .isInstanceOf(TooLarge.class)
                .hasMessageStartingWith("body: has more than 1000 bytes");
        assertThatThrownBy(() -> body("[1,2,3,4]").elements(MOST, 3))
                .isInstanceOf(TooLarge.class)
                .hasMessageStartingWith("body: has more than 3 records");
        assertThatThrownBy(() -> body("1\n2\n3\n4").lines(MOST, 3)).isInstanceOf(TooLarge.class);
    }

    @Test
    void aRecordThatIsTooLongIsCutWhereverItStands() throws IOException {
        String big = "\"" + "x".repeat(500) + "\"";

        assertThat(body(big).record(100).isCut()).isTrue();
        assertThat(body("[" + big + ",1]").elements(100, 5))
                .extracting(Line::isCut)
                .containsExactly(true, false);
        assertThat(body(big + "\n1").lines(100, 5)).extracting(Line::isCut).containsExactly(true, false);
        assertThat(body(big).record(100).bytes()).hasSizeLessThanOrEqualTo(502);
    }

    private static List<String> elements(String body) throws IOException {
        return body(body).elements(MOST, MOST).stream()
                .map(line -> new String(line.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static Body body(String text) throws IOException {
        return Body.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MOST, () -> {}, () -> 0);
    }
}

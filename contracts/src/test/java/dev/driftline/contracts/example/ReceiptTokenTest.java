package dev.driftline.contracts.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTokenTest {
    @Test
    void whatAReceiptSaysIsReadAgain() {
        ReceiptToken token = new ReceiptToken("examples", 8, 200);
        assertThat(token).hasToString("examples/8@200");
        assertThat(ReceiptToken.read("examples/8@200")).hasValue(token);
        ReceiptToken longest = new ReceiptToken("a.b_c-" + "D".repeat(243), 999_999_999, 999_999_999_999_999_999L);
        assertThat(ReceiptToken.read(longest.toString())).hasValue(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "200",
                "examples/8",
                "examples@200",
                "/8@200",
                "examples/x@1",
                "examples/-8@200",
                "examples/8@-1",
                "examples/8@2.0",
                " examples/8@200",
                "examples/8@200\n",
                "examples/٨@200",
                "examples/8888888888@1",
                "examples/8@9999999999999999999"
            })
    void whatIsNoTokenIsNotReadAsOne(String text) {
        assertThat(ReceiptToken.read(text)).isEmpty();
    }

    @Test
    void aReceiptFromBeforeThereWereTokensHasOneToo() {
        assertThat(receipt("{\"index\":0,\"id\":\"7\",\"topic\":\"examples\",\"partition\":8,\"offset\":200}"))
                .isEqualTo(Receipt.accepted(0, "7", "examples", 8, 200))
                .extracting(Receipt::token)
                .isEqualTo("examples/8@200");
    }

    @Test
    void aTokenThatIsOfAnotherPlaceThanItsReceiptIsRefused() {
        String other =
                "{\"index\":0,\"id\":\"7\",\"topic\":\"examples\",\"partition\":8,\"offset\":200,\"token\":\"examples/8@201\"}";
        assertThatThrownBy(() -> receipt(other))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("token: must name the record's own topic, partition and offset");
    }

    private static Receipt receipt(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Receipt.class);
    }
}

package dev.driftline.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.VersionRequest;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.window.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"labels":["a","b"]}                                    | name: is missing: add it
            {"name":"spam"}                                         | labels: is missing: add it
            {"name":null,"labels":["a","b"]}                        | name: is missing: add it
            {"name":"spam","labels":["a",null]}                     | labels: is missing: add it
            {"name":7,"labels":["a","b"]}                           | name: must be a string
            {"name":"spam","labels":["a",1]}                        | labels: must be a string
            {"name":"spam","labels":"a,b"}                          | labels: must be a list
            {"name":"spam","labels":["a","b"],"seed":"7"}           | seed: must be a whole number
            {"name":"spam","labels":["a","b"],"seed":7.5}           | seed: must be a whole number
            {"name":"spam","labels":["a","b"],"labels":["c","d"]}   | CreateRequest: is not valid JSON (Duplicate field 'labels' at line 1, column 43)
            {"name":"spam","labels":["a","b"],"colour":"red"}       | colour: is not a known field: remove it
            {"name":"spam","labels":["a","b"],"settings":"edora"}   | settings: must be an object
            {"name":"Spam!","labels":["a","b"]}                     | domain: a name is 1 to 63 characters of a-z, 0-9 and '-', with a letter or digit at both ends
            {"name":"spam","labels":["a","b"]} {}                   | CreateRequest: must be one JSON value with nothing behind it
            ["spam"]                                                | CreateRequest: must be an object
            {"name":                                                | CreateRequest: is not valid JSON
            """)
    void aRequestThatDoesNotBindNamesItsField(String json, String message) {
        assertThatThrownBy(() -> read(json, CreateRequest.class))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith(message)
                .satisfies(e -> assertThat(message).startsWith(((InvalidValue) e).field() + ":"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"windowCount":64,"windowAge":"2 s","gate":"fast"}      | windowAge: must be a duration such as PT2S
            {"windowCount":"64","gate":"fast"}                      | windowCount: must be a whole number of at most 2147483647
            {"windowCount":3000000000,"gate":"fast"}                | windowCount: must be a whole number of at most 2147483647
            {"windowCount":64,"gate":0}                             | gate: must be fast
            {"windowCount":64,"gate":"slow"}                        | gate: must be fast
            {"gate":"fast"}                                         | windowCount: is missing: add it
            {"windowCount":null,"gate":"fast"}                      | windowCount: is missing: add it
            """)
    void aPolicyThatDoesNotBindNamesItsField(String json, String message) {
        assertThatThrownBy(() -> read(json, Policy.class)).hasMessage(message);
    }

    @Test
    void nothingAtAllIsNoValue() {
        assertThatThrownBy(() -> read("null", Policy.class)).hasMessage("Policy: must not be null");
    }

    @Test
    void whatMayBeAbsentMayBeNull() {
        assertThat(read("{}", VersionRequest.class).version()).isNull();
        assertThat(read("{\"version\":null}", VersionRequest.class).version()).isNull();
        assertThat(read("{\"windowCount\":5,\"gate\":\"fast\"}", Policy.class).windowAge())
                .isNull();
    }

    @Test
    void everyNumberOfSettingsMustBeThere() {
        assertThatThrownBy(() -> read("{\"method\":\"lora\",\"rank\":8}", MethodSettings.class))
                .hasMessage("alpha: is missing: add it");
        assertThatThrownBy(() -> read("{\"bothRight\":1,\"candidateOnly\":1,\"neither\":1}", PairedCount.class))
                .hasMessage("championOnly: is missing: add it");
    }

    @Test
    void aListOfRecordsIsAsStrict() {
        TypeReference<List<Interval>> intervals = new TypeReference<>() {};
        byte[] json = "[{\"partition\":0,\"from\":0,\"to\":1}]".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.read(json, intervals)).hasMessage("topicId: is missing: add it");
    }

    @Test
    void anUnknownOrAbsentKindOfEventIsRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"vanished\"}", LedgerEvent.class))
                .hasMessageContaining("names an unknown type");
        assertThatThrownBy(() -> read("{}", LedgerEvent.class)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aFaultDeepInsideNamesTheInnermostField() {
        assertThatThrownBy(() -> read("{\"expected\":1,\"nonce\":\"n\",\"manifest\":{\"format\":2}}", Offer.class))
                .isInstanceOf(InvalidValue.class)
                .extracting(e -> ((InvalidValue) e).field())
                .isEqualTo("domain");
        assertThatThrownBy(() -> read("{\"texts\":[\" \"]}", Question.class)).hasMessage("text: must not be blank");
        assertThatThrownBy(() -> read("{\"texts\":[7]}", Question.class)).hasMessageContaining("\"textPair\"");
        assertThatThrownBy(() -> read("{\"texts\":[{\"text\":\"a\",\"pair\":\"b\"}]}", Question.class))
                .hasMessageStartingWith("pair: is not a field of a text");
        assertThatThrownBy(() -> read("{\"texts\":[{\"text\":\"a\",\"textPair\":1}]}", Question.class))
                .hasMessage("textPair: must be a string");
    }

    @Test
    void aTreeIsReadFromUtf8AloneWithOrWithoutItsByteOrderMark() {
        assertThat(Json.tree("record", "\uFEFF{}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThatThrownBy(() -> Json.tree("record", "{}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Json.tree("record", new byte[] {'"', (byte) 0xC3, '"'}))
                .hasMessage("record: is not valid UTF-8");
    }

    private static <T> T read(String json, Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }
}

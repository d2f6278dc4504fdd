package dev.driftline.contracts.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.Samples;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExampleReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"text":"a","label":7}              | invalid-field | label: must be a string
            {"text":7,"label":"b"}              | invalid-field | text: must be a string
            {"text":true,"label":"b"}           | invalid-field | text: must be a string
            {"text":["a"],"label":"b"}          | invalid-field | text: must be a string
            {"text":"a","label":{"b":1}}        | invalid-field | label: must be a string
            {"text":"a","label":"b","id":7}     | invalid-field | id: must be a string
            {"text":"a","label":"b","subject":7}  | invalid-field | subject: must be a string
            {"text":"a","label":"b","source":7}   | invalid-field | source: must be a string
            {"text":"a","label":"b","textPair":7} | invalid-field | textPair: must be a string
            {"text":"a","label":"b","textPair":" "} | invalid-field | textPair: must not be blank
            {"text":"a","label":"b","textPair":"\\udc4b"} | invalid-field | textPair: holds half a character (a lone surrogate): send whole ones
            {"text":"a","label":"b","text_pair":"c"} | unknown-field | text_pair: is not a field of an example: remove it; known are format, domain, id, text, textPair, label, subject, occurredAt, source, spec
            {"text":"a","label":"b","domain":7}   | invalid-field | domain: must be a string
            {"text":"a","label":"b","spec":"1"}   | invalid-field | spec: must be a whole number
            {"text":"a","label":"b","spec":1.5}   | invalid-field | spec: must be a whole number
            {"text":"a","label":"b","spec":1e99}  | invalid-field | spec: must be a whole number
            {"text":"a","label":"b","spec":9999999999} | invalid-field | spec: must be a whole number
            {"text":"a","label":"b","spec":0}     | invalid-field | spec: must be 1 or more
            {"text":"a","label":"b","format":2}   | invalid-field | format: must be 1
            {"text":"a","label":"b","format":"1"} | invalid-field | format: must be a whole number
            {"text":"a","label":"b","occurredAt":1700000000}  | invalid-field | occurredAt: must be a string
            {"text":"a","label":"b","occurredAt":"yesterday"} | invalid-field | occurredAt: must be a time with its zone, such as 2026-01-31T12:00:00Z
            {"text":"a","label":"b","occurredAt":"2026-01-31T12:00:00"} | invalid-field | occurredAt: must be a time with its zone, such as 2026-01-31T12:00:00Z
            {"text":"a"}                        | missing-field | label: is missing: add it
            {"label":"b"}                       | missing-field | text: is missing: add it
            {}                                  | missing-field | text: is missing: add it
            {"text":null,"label":"b"}           | missing-field | text: is missing: add it
            {"text":"a","label":null}           | missing-field | label: is missing: add it
            {"text":"","label":"b"}             | invalid-field | text: must not be blank
            {"text":" \\t","label":"b"}         | invalid-field | text: must not be blank
            {"text":"a","label":""}             | invalid-field | label: must not be blank
            {"text":"a","label":"b","id":""}    | invalid-field | id: must be 1..128 printable characters
            {"text":"a","label":"b","id":"x\\u0007"}  | invalid-field | id: must be 1..128 printable characters
            {"text":"a","label":"b","id":"x\\n"}      | invalid-field | id: must be 1..128 printable characters
            {"text":"a","label":"b","id":"x\\u202e"}  | invalid-field | id: must be 1..128 printable characters
            {"text":"a","label":"b","subject":""}     | invalid-field | subject: must be 1..256 printable characters
            {"text":"a\\ud83d","label":"b"}     | invalid-field | text: holds half a character (a lone surrogate): send whole ones
            {"text":"a","label":"\\udc4b"}      | invalid-field | label: holds half a character (a lone surrogate): send whole ones
            {"text":"a","label":"b","colour":"red"} | unknown-field | colour: is not a field of an example: remove it; known are format, domain, id, text, textPair, label, subject, occurredAt, source, spec
            {"text":"a","label":"b","Text":"A"} | unknown-field | Text: is not a field of an example: remove it; known are format, domain, id, text, textPair, label, subject, occurredAt, source, spec
            {"text":"a","label":"b","domain":"ham"} | wrong-domain | domain: the record names 'ham' but was sent to 'spam': send it there, or leave the field out
            {"text":"a","text":"b","label":"b"} | broken-json | record: is not valid JSON (Duplicate field 'text' at line 1, column 19): send one JSON object in UTF-8
            {"text":"a","label":"b"} {}         | broken-json | record: must be one JSON value with nothing behind it: send one JSON object in UTF-8
            {"text":"a","label":"b"             | broken-json | record: is not valid JSON (it ends too early): send one JSON object in UTF-8
            text,label                          | broken-json | record: is not valid JSON (Unrecognized token 'text': was expecting
            {'text':'a','label':'b'}            | broken-json | record: is not valid JSON (Unexpected character (''' (code 39)): was expecting double-quote to start field name at line 1, column 2): send one JSON object in UTF-8
            {"text":NaN,"label":"b"}            | broken-json | record: is not valid JSON
            "text"                              | broken-json | record: must be a JSON object with text and label
            [{"text":"a","label":"b"}]          | broken-json | record: must be a JSON object with text and label
            null                                | broken-json | record: must be a JSON object with text and label
            42                                  | broken-json | record: must be a JSON object with text and label
            ``                                  | broken-json | record: must be a JSON object with text and label
            """)
    void rubbishIsToldWhatIsWrongWithIt(String record, String reason, String message) {
        Reading.Rejected no = rejected(record);

        assertThat(no.reason().word()).isEqualTo(reason);
        assertThat(no.message()).startsWith(message).startsWith(no.field() + ":");
    }

    @Test
    void aRecordOfTheTopicMustNameItsDomain() {
        assertThat(ExampleReader.read(bytes("{\"text\":\"a\",\"label\":\"b\"}")))
                .isEqualTo(new Reading.Rejected(Reason.MISSING_FIELD, "domain", "domain: is missing: add it"));
        assertThat(ExampleReader.read(bytes("{\"text\":\"a\",\"label\":\"b\",\"domain\":\"../x\"}")))
                .isInstanceOfSatisfying(
                        Reading.Rejected.class, no -> assertThat(no.field()).isEqualTo("domain"));
    }

    @Test
    void textAtTheLimitIsAcceptedAndOneByteMoreIsNot() {
        String limit = "ä".repeat(Passage.MAX_TEXT_BYTES / 2);

        assertThat(accepted("{\"text\":\"" + limit + "\",\"label\":\"b\"}").text())
                .isEqualTo(limit);
        assertThat(rejected("{\"text\":\"" + limit + "x\",\"label\":\"b\"}").message())
                .isEqualTo("text: is 32769 bytes long; at most 32768 are accepted: shorten or split it");
    }

    @Test
    void bothTextsOfAPairShareTheLimit() {
        String half = "ä".repeat(Passage.MAX_TEXT_BYTES / 4);
        String pair = "{\"text\":\"" + half + "\",\"label\":\"b\",\"textPair\":\"" + half;

        assertThat(accepted(pair + "\"}").textPair()).isEqualTo(half);
        Reading.Rejected no = rejected(pair + "x\"}");
        assertThat(no.field()).isEqualTo("textPair");
        assertThat(no.message())
                .isEqualTo(
                        "textPair: is 16385 bytes long and text 16384; at most 32768 together are accepted: shorten or"
                                + " split it");
    }

    @Test
    void aSecondTextIsPartOfWhatTheIdIsMadeOf() {
        String lone = accepted("{\"text\":\"a\",\"label\":\"b\"}").id();
        String pair =
                accepted("{\"text\":\"a\",\"label\":\"b\",\"textPair\":\"c\"}").id();

        assertThat(pair).isNotEqualTo(lone);
        assertThat(accepted("{\"textPair\":\"d\",\"text\":\"a\",\"label\":\"b\"}")
                        .id())
                .isNotIn(lone, pair);
        assertThat(accepted("{\"text\":\"a\",\"label\":\"b\",\"textPair\":null}")
                        .id())
                .isEqualTo(lone);
    }

    @Test
    void anIdIsMeasuredInCharactersAsPeopleCountThem() {
        String waves = "👋".repeat(Example.MAX_ID_CHARACTERS);

        assertThat(accepted("{\"text\":\"a\",\"label\":\"b\",\"id\":\"" + waves + "\"}")
                        .id())
                .isEqualTo(waves);
        assertThat(rejected("{\"text\":\"a\",\"label\":\"b\",\"id\":\"" + waves + "x\"}")
                        .field())
                .isEqualTo("id");
    }

    @Test
    void deepNestingIsRubbishLikeAnyOther() {
        String deep = "[".repeat(100_000);

        assertThat(rejected("{\"text\":" + deep).reason()).isEqualTo(Reason.BROKEN_JSON);
        assertThat(rejected(deep).reason()).isEqualTo(Reason.BROKEN_JSON);
    }

    @Test
    void anythingButUtf8IsRubbish() {
        byte[] latin = "{\"text\":\"\u00E4\",\"label\":\"b\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ExampleReader.read(latin, Samples.SPAM, null))
                .isEqualTo(new Reading.Rejected(
                        Reason.BROKEN_JSON, "record", "record: is not valid UTF-8: send one JSON object in UTF-8"));
    }

    @Test
    void aLongUnknownFieldIsNotEchoedWhole() {
        Reading.Rejected no = rejected("{\"" + "\\u001b[2J".repeat(5_000) + "\":1}");

        assertThat(no.field()).hasSizeLessThan(70).doesNotContain("\u001b");
        assertThat(no.message()).hasSizeLessThan(250).doesNotContain("\u001b");
    }

    @Test
    void aRecordWithoutAnIdHasTheSameOneEveryTimeWhateverTheOrderOfItsFields() {
        String id = accepted("{\"text\":\"a\",\"label\":\"b\"}").id();

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(accepted("{ \"label\":\"b\", \"text\":\"\\u0061\" }").id()).isEqualTo(id);
        assertThat(accepted("{\"text\":\"a\",\"label\":\"b\",\"id\":null,\"subject\":null}")
                        .id())
                .isEqualTo(id);
        assertThat(accepted("{\"text\":\"a\",\"label\":\"b\",\"domain\":\"spam\"}")
                        .id())
                .isEqualTo(id);
        assertThat(accepted("{\"text\":\"a\",\"label\":\"c\"}").id()).isNotEqualTo(id);
    }

    @Test
    void theDoorsSourceIsGivenToARecordThatNamesNoneAndDoesNotChangeItsId() {
        String bare = "{\"text\":\"a\",\"label\":\"b\"}";
        String named = "{\"text\":\"a\",\"label\":\"b\",\"source\":\"crm\"}";
        Example door = example(ExampleReader.read(bytes(bare), Samples.SPAM, "http"));

        assertThat(door.source()).isEqualTo("http");
        assertThat(door.id()).isEqualTo(accepted(bare).id());
        assertThat(example(ExampleReader.read(bytes(named), Samples.SPAM, "http"))
                        .source())
                .isEqualTo("crm");
    }

    @Test
    void aTimeInAnyZoneIsTheSameInstant() {
        assertThat(accepted("{\"text\":\"a\",\"label\":\"b\",\"occurredAt\":\"2026-01-31T14:00:00+02:00\"}")
                        .occurredAt())
                .isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    }

    @Test
    void whatWasWrittenToTheTopicIsReadFromItAsItWas() {
        Example example = Samples.example();

        assertThat(ExampleReader.read(Json.bytes(example))).isEqualTo(new Reading.Accepted(example));
        assertThat(ExampleReader.read(Json.bytes(Samples.pair()))).isEqualTo(new Reading.Accepted(Samples.pair()));
    }

    private static Reading.Rejected rejected(String record) {
        return (Reading.Rejected) ExampleReader.read(bytes(record), Samples.SPAM, null);
    }

    private static Example accepted(String record) {
        return example(ExampleReader.read(bytes(record), Samples.SPAM, null));
    }

    private static Example example(Reading reading) {
        return ((Reading.Accepted) reading).example();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

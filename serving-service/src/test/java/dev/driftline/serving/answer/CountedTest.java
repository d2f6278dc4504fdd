package dev.driftline.serving.answer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a door over HTTP refuses before anybody is asked counts as a question too, by what was wrong with it. */
@QuarkusTest
class CountedTest {
    private static final String NDJSON = "application/x-ndjson";
    private final MeterRegistry meters;
    private final Slots slots;

    CountedTest(MeterRegistry meters, Slots slots) {
        this.meters = meters;
        this.slots = slots;
    }

    @BeforeEach
    void serve() {
        Served.spam(slots);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/domains/spam/predictions, application/json, {, invalid",
        "/v1/domains/UPPER/predictions, application/json, {}, unknown",
        "/v1/domains/nobody/predictions, application/x-ndjson, {}, unknown",
        "/v1/domains/UPPER/predictions, application/x-ndjson, {}, unknown",
        "/v1/domains/spam/predictions?version=x, application/x-ndjson, {}, invalid",
        "/v2/models/spam/infer, application/json, {, invalid",
        "/v2/models/UPPER/infer, application/json, {\"inputs\":[]}, unknown",
        "/v2/models/spam/versions/x/infer, application/json, {\"inputs\":[]}, unknown"
    })
    void aRefusalIsCounted(String path, String type, String body, String outcome) {
        long before = Served.questions(meters, outcome);
        given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(NDJSON, ContentType.TEXT)))
                .contentType(type)
                .body(body)
                .post(path);
        assertThat(Served.questions(meters, outcome)).isEqualTo(before + 1);
    }
}

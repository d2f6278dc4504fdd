package dev.driftline.serving.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/domains/spam/predictions    | to POST /v1/domains/{domain}/predictions
            /v1/predictions/7/feedback      | Feedback goes as application/json to POST /v1/predictions/{id}/feedback
            /v1/domains/spam/accuracy       | GET /v1/domains/{domain}/accuracy
            /v1/domains/spam                | GET /v1/domains and
            /v1/domains                     | GET /v1/domains and
            /v2/models/spam/infer           | to POST /v2/models/{domain}/infer
            /v2/models/spam/versions/7      | read by GET
            /v2                             | read by GET
            /v2/repository/index            | POST /v2/repository/index
            /v2/models                      | /v2/models is no path of this service
            /v1/predictions/7               | GET /v1/predictions/{id}
            /elsewhere                      | /elsewhere is no path of this service
            """)
    void whoAsksAPathForSomethingElseIsToldWhatItIsFor(String path, String words) {
        assertThat(Paths.use(path)).contains(words);
    }
}

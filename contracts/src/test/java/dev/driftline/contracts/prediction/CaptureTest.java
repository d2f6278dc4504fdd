package dev.driftline.contracts.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.Samples;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private static final Question QUESTION = new Question(List.of(Passage.of("a"), new Passage("b", "c")));
    private static final Prediction ANSWER = new Prediction(
            new PredictionId(0, Samples.NOON, 1),
            Samples.SPAM,
            List.of(new Prediction.Result("ham", List.of()), new Prediction.Result("spam", List.of(), true)),
            7,
            Samples.digest("7"),
            4711);

    @Test
    void itIsOneTextWithItsAnswerAndIsReadAsItWasWritten() {
        Capture second = Capture.of(QUESTION, ANSWER, 1);
        assertThat(second.text()).isEqualTo(new Passage("b", "c"));
        assertThat(second.result().label()).isEqualTo("spam");
        assertThat(second.name()).isEqualTo("0-1769860800000-0000000000000001.1");
        assertThat(Json.read(Json.bytes(second), Capture.class)).isEqualTo(second);
    }

    @Test
    void aTextThatTheQuestionDoesNotHaveIsRefused() {
        Capture second = Capture.of(QUESTION, ANSWER, 1);
        assertThatThrownBy(() -> new Capture(
                        1,
                        second.id(),
                        2,
                        2,
                        second.domain(),
                        second.text(),
                        second.result(),
                        7,
                        second.digest(),
                        4711))
                .hasMessage("index: must lie in 0..1");
    }
}

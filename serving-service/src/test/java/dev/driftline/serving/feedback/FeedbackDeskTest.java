package dev.driftline.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.LiveAccuracy;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.capture.Captures.Found;
import dev.driftline.serving.feedback.Ingest.Sent;
import dev.driftline.serving.intake.Bodies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackDeskTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final int NEWEST = 9;
    private static final String ID = "0-1769860800000-0000000000000001";

    private final Map<String, Capture> captured = new HashMap<>();
    private final FakeIngest ingest = new FakeIngest();
    private final Accuracy accuracy = new Accuracy(new SimpleMeterRegistry());
    private List<String> labels = List.of("ham", "spam");
    private Instant now = NOON.plusSeconds(5);
    private Found otherwise = new Found.Gone("capture is off");
    private final FeedbackDesk desk = new FeedbackDesk(
            new Bodies(Bodies.MAX_BYTES_IN_FLIGHT),
            _ -> NEWEST,
            domain -> domain.equals(SPAM) ? labels : List.of(),
            (id, index) -> {
                Capture capture = captured.get(Capture.name(id, index));
                return capture == null ? otherwise : new Found.Here(capture);
            },
            ingest,
            accuracy,
            () -> now);

    @Test
    void theLabelOfACapturedAnswerBecomesAnExampleOfItsText() {
        capture(0, 1, new Passage("you won", "a prize"));
        assertThat(send(ID, "{\"label\":\"spam\"}")).isInstanceOf(Outcome.Passed.class);
        assertThat(ingest.taken)
                .containsExactly(new Example(
                        1, SPAM, "feedback/" + ID + ".0", "you won", "a prize", "spam", null, NOON, "feedback", null));
        assertThat(accuracy.of(SPAM)).containsExactly(LiveAccuracy.of(7, 0, 1));
    }

    @Test
    void whatIsSentTwiceIsOneExampleAndCountsOnce() {
        capture(0, 1, Passage.of("see you"));
        send(ID, "{\"label\":\"ham\"}");
        send(ID + ".0", "{\"label\":\"ham\"}");
        assertThat(ingest.taken).extracting(Example::id).containsOnly("feedback/" + ID + ".0");
        assertThat(accuracy.of(SPAM)).containsExactly(LiveAccuracy.of(7, 1, 0));
    }

    @Test
    void ofManyTextsOneIsNamedBehindTheIdOrInAField() {
        capture(0, 2, Passage.of("a"));
        capture(1, 2, Passage.of("b"));
        assertThat(send(ID, "{\"label\":\"ham\"}"))
                .isEqualTo(new Outcome.Invalid(
                        "index", "index: must be told, since the question had 2 texts: as " + ID + ".0"));
        send(ID + ".1", "{\"label\":\"ham\"}");
        send(ID, "{\"label\":\"ham\",\"index\":1}");
        assertThat(ingest.taken).extracting(Example::text).containsExactly("b", "b");
    }

    @Test
    void whatWasNotCapturedMustBeBrought() {
        assertThat(send(ID, "{\"label\":\"ham\"}"))
                .isEqualTo(new Outcome.Forgotten("capture is off: send domain and text with the label"));
        send(ID, "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\",\"textPair\":\"b\"}");
        assertThat(ingest.taken).extracting(Example::passage).containsExactly(new Passage("a", "b"));
        assertThat(accuracy.of(SPAM)).isEmpty();
        send(ID + ".1", "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\",\"predicted\":\"spam\",\"version\":3}");
        assertThat(accuracy.of(SPAM)).containsExactly(LiveAccuracy.of(3, 0, 1));
    }

    @Test
    void aVersionThatTheDomainDoesNotHaveIsNotCounted() {
        send(
                ID,
                "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\",\"predicted\":\"ham\",\"version\":"
                        + (NEWEST + 1) + "}");
        assertThat(ingest.taken).hasSize(1);
        assertThat(accuracy.of(SPAM)).isEmpty();
    }

    @Test
    void anAnswerIsALabelOfTheDomainWhereItsLabelsAreKnown() {
        String body = "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\",\"predicted\":\"bogus\",\"version\":7}";
        assertThat(send(ID, body))
                .isEqualTo(new Outcome.Unfit(
                        "predicted", "predicted: 'bogus' is not a label of spam: use one of ham, spam"));
        assertThat(ingest.taken).isEmpty();
        assertThat(accuracy.of(SPAM)).isEmpty();
        labels = List.of();
        send(ID, body);
        assertThat(ingest.taken).hasSize(1);
    }

    @Test
    void anIdOfATimeToComeIsNoAnswersId() {
        otherwise = new Found.Away("it may be on its way");
        now = NOON.minusSeconds(61);
        for (String body : List.of("{\"label\":\"ham\"}", "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\"}")) {
            assertThat(send(ID, body)).isInstanceOfSatisfying(Outcome.Invalid.class, wrong -> {
                assertThat(wrong.field()).isEqualTo("id");
                assertThat(wrong.why()).contains(ID, PredictionId.EXAMPLE);
            });
        }
        assertThat(ingest.taken).isEmpty();
        now = NOON.minusSeconds(59);
        assertThat(send(ID, "{\"label\":\"ham\"}")).isInstanceOf(Outcome.Later.class);
    }

    @Test
    void anotherDomainDidNotGiveTheAnswer() {
        capture(0, 1, Passage.of("a"));
        assertThat(send(ID, "{\"label\":\"ham\",\"domain\":\"mail\",\"text\":\"a\"}"))
                .isEqualTo(new Outcome.Invalid("domain", "domain: 'mail' did not give this prediction"));
        assertThat(send("3" + ID.substring(1), "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\"}"))
                .isEqualTo(new Outcome.Invalid("domain", "domain: 'spam' did not give this prediction"));
        assertThat(ingest.taken).isEmpty();
    }

    @Test
    void whileTheBrokerIsAwayOnlyWhatIsBroughtIsTaken() {
        otherwise = new Found.Away("the broker is slow");
        assertThat(send(ID, "{\"label\":\"ham\"}")).isInstanceOf(Outcome.Later.class);
        assertThat(send(ID, "{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\"}"))
                .isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void whatIngestRefusesIsPassedOnAndNotCounted() {
        capture(0, 1, Passage.of("a"));
        Sent.Answered refusal = new Sent.Answered(422, "application/problem+json", new byte[] {'{', '}'}, null);
        ingest.answer = refusal;
        assertThat(send(ID, "{\"label\":\"nonsense\"}")).isEqualTo(new Outcome.Passed(refusal));
        ingest.answer = new Sent.Away("ingest does not answer");
        assertThat(send(ID, "{\"label\":\"ham\"}")).isEqualTo(new Outcome.Later("ingest does not answer"));
        assertThat(accuracy.of(SPAM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "..|{\"label\":\"ham\"}|id",
                "0-1769860800000-0000000000000001.01|{\"label\":\"ham\"}|id",
                "0-1769860800000-0000000000000001.|{\"label\":\"ham\"}|id",
                "0-1769860800000-0000000000000001.256|{\"label\":\"ham\"}|index",
                "0-1769860800000-0000000000000001.1|{\"label\":\"ham\",\"index\":2}|index",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"index\":-1}|index",
                "0-1769860800000-0000000000000001|{}|label",
                "0-1769860800000-0000000000000001|[]|body",
                "0-1769860800000-0000000000000001|null|body",
                "0-1769860800000-0000000000000001|{\"label\":3}|label",
                "0-1769860800000-0000000000000001|{\"label\":\" \"}|label",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"lang\":\"en\"}|lang",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"domain\":\"spam\"}|text",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"text\":\"a\"}|domain",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"textPair\":\"a\"}|text",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"domain\":\"../x\",\"text\":\"a\"}|domain",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\" \"}|text",
                "0-1769860800000-0000000000000001|{\"label\":\"ham\",\"domain\":\"spam\",\"text\":\"a\",\"version\":0}|version",
                "0-1769860800000-0000000000000001|{\"label\":\"\\ud800\",\"domain\":\"spam\",\"text\":\"a\"}|label"
            })
    void feedbackThatIsNotValidIsToldWhichFieldIsAtFault(String name, String body, String field) {
        assertThat(send(name, body))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        wrong -> assertThat(wrong.field()).isEqualTo(field));
        assertThat(ingest.taken).isEmpty();
    }

    @Test
    void aBodyIsBounded() {
        assertThat(send(ID, "\"" + "a".repeat(Feedback.MAX_BYTES) + "\"")).isEqualTo(new Outcome.TooLarge());
    }

    private void capture(int index, int texts, Passage text) {
        Capture capture = new Capture(
                Capture.FORMAT,
                PredictionId.parse(ID),
                index,
                texts,
                SPAM,
                text,
                new Prediction.Result("ham", List.of()),
                7,
                Digest.of(new byte[] {7}),
                4711);
        captured.put(capture.name(), capture);
    }

    private Outcome send(String name, String body) {
        return desk.take(name, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}

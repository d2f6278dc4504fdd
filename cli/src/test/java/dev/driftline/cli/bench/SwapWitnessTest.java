package dev.driftline.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.client.FakeService;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwapWitnessTest {
    private static final String ASKED = "POST /v1/domains/swap-0/predictions";
    private static final DomainName DOMAIN = new DomainName("swap-0");
    private static final PredictionId ID = PredictionId.of(DOMAIN, Instant.parse("2026-01-31T12:00:00Z"), 1);
    private final FakeService service = new FakeService();
    private final SwapWitness witness =
            new SwapWitness(new ServingClient(service.uri()), List.of(DOMAIN), Passage.of("where is it"));

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void answersThatAreEachOfOneVersionAreNotMixed() {
        answers(1, 0.3, 0.3);
        answers(1, 0.3, 0.3001);
        answers(2, 0.6, 0.6);
        ask(3);
        assertThat(witness.mixed()).isZero();
    }

    @Test
    void twoScoresOfOneTextInOneAnswerAreMixed() {
        answers(1, 0.3, 0.6);
        ask(1);
        assertThat(witness.mixed()).isEqualTo(1);
    }

    @Test
    void aVersionThatAnswersAsAnotherDidIsMixed() {
        answers(1, 0.3, 0.3);
        answers(1, 0.6, 0.6);
        ask(2);
        assertThat(witness.mixed()).isEqualTo(1);
    }

    @Test
    void anOlderVersionThanWasSeenCounts() {
        answers(2, 0.6, 0.6);
        answers(1, 0.3, 0.3);
        ask(2);
        assertThat(witness.mixed()).isEqualTo(1);
    }

    @Test
    void whatIsNotAnsweredSaysWhy() {
        service.on(ASKED, 503, "{\"title\":\"Not loaded\",\"status\":503,\"detail\":\"cold\"}");
        assertThat(witness.trouble(new Random(1))).isEqualTo("HTTP 503");
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(witness.trouble(new Random(1))).isEmpty();
        }
    }

    private void answers(int version, double... scores) {
        List<Prediction.Result> results = DoubleStream.of(scores)
                .mapToObj(score -> new Prediction.Result(
                        "parcel",
                        List.of(new Prediction.Score("parcel", 1 - score), new Prediction.Score("card", score))))
                .toList();
        Digest digest = Digest.of(("version " + version).getBytes(StandardCharsets.UTF_8));
        service.on(ASKED, 200, Json.text(new Prediction(ID, DOMAIN, results, version, digest, 10)));
    }
}

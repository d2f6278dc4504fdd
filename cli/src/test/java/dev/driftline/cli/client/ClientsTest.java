package dev.driftline.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {
    private static final DomainName SPAM = new DomainName("spam");

    private final FakeService service = new FakeService();

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400,USAGE",
        "404,NOT_FOUND",
        "409,REFUSED",
        "413,USAGE",
        "429,UNAVAILABLE",
        "500,FAILURE",
        "503,UNAVAILABLE",
        "504,UNAVAILABLE"
    })
    void aProblemBecomesAFailureWithItsWordsAndAnExitCode(int status, ExitCode code) {
        service.on(
                "GET /v1/domains/spam",
                status,
                "{\"title\":\"No\",\"status\":" + status + ",\"detail\":\"because\"}",
                Map.of("Retry-After", "3"));
        assertThatThrownBy(() -> service.endpoints().registryClient().domain(SPAM))
                .isInstanceOfSatisfying(ServiceFailure.class, failure -> {
                    assertThat(failure.words()).isEqualTo("registry: because");
                    assertThat(failure.exitCode()).isEqualTo(code);
                    assertThat(failure.retryAfter()).hasSeconds(3);
                    assertThat(failure.isPassing()).isEqualTo(code == ExitCode.UNAVAILABLE);
                });
    }

    @Test
    void anAnswerThatIsNoProblemIsQuoted() {
        service.on("GET /v1/training", 502, "<h1>Bad gateway</h1>");
        assertThatThrownBy(() -> service.endpoints().trainerClient().training())
                .hasMessage("trainer: answered 502: <h1>Bad gateway</h1>");
    }

    @Test
    void nobodyThereSaysWhereItLookedAndWhatToDo() {
        URI nobody = service.uri();
        service.close();
        assertThatThrownBy(() -> new ServingClient(nobody).predict(SPAM, List.of(Passage.of("a"))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
                .hasMessageContainingAll("serving at " + nobody + " does not answer", "./driftline up");
        assertThat(new ServingClient(nobody).isReady()).isFalse();
    }

    @Test
    void anAnswerOfAnotherFormIsNotGuessedAt() {
        service.on("GET /v1/domains/spam", 200, "{\"name\":\"spam\"}");
        assertThatThrownBy(() -> service.endpoints().registryClient().domain(SPAM))
                .hasMessageContaining("cannot read");
    }

    @Test
    void recordsGoAsLinesAndReceiptsComeInOrder() {
        service.on(
                "POST /v1/domains/spam/examples",
                200,
                "[{\"index\":0,\"id\":\"a\",\"topic\":\"examples\",\"partition\":1,\"offset\":7}]");
        assertThat(service.endpoints().ingestClient().send(SPAM, List.of("{\"id\":\"a\"}", "{}")))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.offset()).isEqualTo(7));
        assertThat(service.asked()).containsExactly("POST /v1/domains/spam/examples {\"id\":\"a\"}\n{}");
    }

    @Test
    void rejectsAreAskedForByDomainOrAll() {
        service.on("GET /v1/rejected?limit=5", 200, "[]").on("GET /v1/domains/spam/rejected?limit=5", 200, "[]");
        assertThat(service.endpoints().ingestClient().rejected(null, 5)).isEmpty();
        assertThat(service.endpoints().ingestClient().rejected(SPAM, 5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/line/one", "/line/one/"})
    void aServiceMayLieBelowAPath(String path) {
        service.on("GET /line/one/v1/training", 200, "[]");
        assertThat(new TrainerClient(URI.create(service.uri() + path)).training())
                .isEmpty();
    }
}

package dev.driftline.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void aRateIsKeptWhateverTheServerDoes() {
        LoadReport report = new Load(random -> random.nextInt(4) == 0 ? "HTTP 503" : "", 1).atRate(1_000, SHORT);
        assertThat((double) report.asked()).isEqualTo(300, within(80.0));
        assertThat(report.troubles()).containsOnlyKeys("HTTP 503");
        assertThat(report.failed()).isEqualTo(report.troubles().get("HTTP 503")).isPositive();
        assertThat(report.toString()).contains("not answered: {HTTP 503=");
    }

    @Test
    void aStallIsChargedToEveryQuestionThatWasDueMeanwhile() {
        Object oneAtATime = new Object();
        LoadReport report = new Load(
                        _ -> {
                            synchronized (oneAtATime) {
                                sleep(5);
                            }
                            return "";
                        },
                        1)
                .atRate(1_000, Duration.ofMillis(100));
        assertThat(report.p99Millis())
                .as("a hundred questions, five milliseconds each")
                .isGreaterThan(100);
    }

    @Test
    void soManyClientsAskAndNoMore() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LoadReport report = new Load(
                        _ -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            sleep(2);
                            inside.decrementAndGet();
                            return "";
                        },
                        1)
                .saturating(3, SHORT);
        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(report.answered()).isPositive().isEqualTo(report.asked());
        assertThat(report.answersPerSecond()).isPositive();
    }

    @Test
    void quantilesAreOfTheAnsweredOnes() {
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (100 - i) * 1_000_000L;
        }
        LoadReport report = LoadReport.of(nanos, 2, Map.of("HTTP 429", 50L));
        assertThat(report).isEqualTo(new LoadReport(150, 100, 2, 50, 95, 99, 100, Map.of("HTTP 429", 50L)));
        assertThat(LoadReport.of(new long[0], 1, Map.of()).p99Millis()).isZero();
    }

    @Test
    void absurdLoadsAreRefused() {
        Load load = new Load(_ -> "", 1);
        assertThatThrownBy(() -> load.atRate(0, SHORT)).hasMessageContaining("--rate");
        assertThatThrownBy(() -> load.atRate(1, Duration.ZERO)).hasMessage("--seconds: must be positive");
        assertThatThrownBy(() -> load.saturating(0, SHORT)).hasMessage("--clients: must be 1 or more");
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

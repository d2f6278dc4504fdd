package dev.driftline.serving.capture;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CapturerTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeOutlet outlet = new FakeOutlet();

    /** A broker that takes, holds on, cannot take now, or refuses. */
    private static final class FakeOutlet implements Outlet {
        private final List<Capture> taken = new CopyOnWriteArrayList<>();
        private final CountDownLatch hold = new CountDownLatch(1);
        private final AtomicInteger tried = new AtomicInteger();
        private volatile boolean refuses;
        private volatile boolean away;
        private volatile boolean slow;
        private volatile boolean closed;

        @Override
        public Optional<String> send(Capture capture, Told told) {
            tried.incrementAndGet();
            try {
                if (slow) {
                    hold.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (away) {
                return Optional.of("away");
            }
            if (refuses) {
                told.lost("refused");
            } else {
                taken.add(capture);
                told.sent();
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void everyTextOfAQuestionIsCapturedAndWhatWaitsIsSentBeforeTheEnd() {
        try (Capturer capturer = capturer(8)) {
            saw(capturer, "a", "b");
        }
        assertThat(outlet.taken).extracting(Capture::name).containsExactly(name(0), name(1));
        assertThat(outlet.taken).extracting(one -> one.text().text()).containsExactly("a", "b");
        assertThat(outlet.closed).isTrue();
        assertThat(count("sent")).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIsDroppedAndCountedAndNobodyWaits() {
        outlet.slow = true;
        try (Capturer capturer = capturer(2)) {
            saw(capturer, "first");
            eventually(() -> capturer.waiting() == 0);
            saw(capturer, "a", "b", "c", "d");
            assertThat(count("dropped")).isEqualTo(2);
            outlet.hold.countDown();
        }
        assertThat(outlet.taken).hasSize(3);
    }

    @Test
    void manyCharactersFillTheQueueToo() {
        outlet.slow = true;
        String text = "é".repeat(16 * 1024);
        try (Capturer capturer = capturer(10_000)) {
            for (int i = 0; i < 4; i++) {
                saw(capturer, Collections.nCopies(256, text).toArray(String[]::new));
            }
            assertThat(count("dropped")).isBetween(511.0, 512.0);
            outlet.hold.countDown();
        }
    }

    @Test
    void whileTheBrokerIsAwayAllWaitInOrderAndNoneIsLost() {
        outlet.away = true;
        try (Capturer capturer = capturer(8)) {
            saw(capturer, "a", "b");
            eventually(() -> outlet.tried.get() >= 3);
            assertThat(count("lost")).isZero();
            outlet.away = false;
            eventually(() -> outlet.taken.size() == 2);
        }
        assertThat(outlet.taken).extracting(one -> one.text().text()).containsExactly("a", "b");
        assertThat(count("lost")).isZero();
    }

    @Test
    void whatHasWaitedForHalfAMinuteIsLost() {
        outlet.away = true;
        try (Capturer capturer = capturer(8)) {
            saw(capturer, "a", "b");
            eventually(() -> outlet.tried.get() >= 2);
            now.set(NOON.plusSeconds(30));
            eventually(() -> count("lost") == 2);
        }
    }

    @Test
    void theEndDoesNotWaitForABrokerThatIsAway() {
        outlet.away = true;
        try (Capturer capturer = capturer(8)) {
            saw(capturer, "a", "b", "c");
            eventually(() -> outlet.tried.get() >= 1);
        }
        assertThat(count("lost")).isEqualTo(3);
        assertThat(outlet.closed).isTrue();
    }

    @Test
    void whatTheBrokerRefusesIsCountedAsLost() {
        outlet.refuses = true;
        try (Capturer capturer = capturer(8)) {
            saw(capturer, "a");
        }
        assertThat(count("lost")).isEqualTo(1);
    }

    @Test
    void otherDomainsAreLeftAlone() {
        try (Capturer capturer = new Capturer(_ -> false, 8, outlet, now::get, new CaptureMeters(meters))) {
            saw(capturer, "a");
        }
        assertThat(outlet.taken).isEmpty();
    }

    private Capturer capturer(int most) {
        return new Capturer(SPAM::equals, most, outlet, now::get, new CaptureMeters(meters));
    }

    private double count(String outcome) {
        return meters.get("driftline.serving.captures")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static String name(int index) {
        return Capture.name(id(), index);
    }

    private static PredictionId id() {
        return PredictionId.of(SPAM, NOON, 1);
    }

    private static void saw(Capturer capturer, String... texts) {
        Prediction.Result result = new Prediction.Result("ham", List.of());
        capturer.saw(
                new Question(List.of(texts).stream().map(Passage::of).toList()),
                new Prediction(
                        id(), SPAM, Collections.nCopies(texts.length, result), 7, Digest.of(new byte[] {7}), 4711));
    }
}

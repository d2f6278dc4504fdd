package dev.driftline.trainer.exchange;

import dev.driftline.trainer.publish.FakeRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** In place of registry and base when the doors are opened in a test. */
final class FakeDesk {
    static final Duration UPLOAD = Duration.ofMinutes(1);

    /** A clock that a test moves. */
    static final class Clock implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicLong looks = new AtomicLong();

        @Override
        public long getAsLong() {
            looks.incrementAndGet();
            return nanos.get();
        }

        /** How often somebody looked at it. */
        long looks() {
            return looks.get();
        }

        void move(Duration by) {
            nanos.addAndGet(by.toNanos());
        }
    }

    @Produces
    @Singleton
    FakeRegistry registry() {
        return new FakeRegistry();
    }

    @Produces
    @Singleton
    Clock clock() {
        return new Clock();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    ExchangeDesk desk(Clock clock) {
        return new ExchangeDesk(new ExchangeDesk.Limits(Duration.ofSeconds(5), UPLOAD, Duration.ofMinutes(1)), clock);
    }
}

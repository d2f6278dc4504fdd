package dev.driftline.cli.line;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Bounded waits. */
public final class Waiting {
    private static final Duration ASK_EVERY = Duration.ofMillis(20);

    private Waiting() {}

    /** Asks until there is something, or throws after {@code most} with what was waited for. */
    public static <T> T until(Duration most, Supplier<String> what, Supplier<Optional<T>> question) {
        return untilStalled(most, () -> 0L, what, question);
    }

    /** As {@link #until}, but the time begins anew whenever {@code progress} is another number than before. */
    public static <T> T untilStalled(
            Duration most, LongSupplier progress, Supplier<String> what, Supplier<Optional<T>> question) {
        long movedNanos = System.nanoTime();
        long last = progress.getAsLong();
        while (true) {
            Optional<T> found = question.get();
            if (found.isPresent()) {
                return found.get();
            }
            long now = progress.getAsLong();
            if (now != last) {
                last = now;
                movedNanos = System.nanoTime();
            }
            if (System.nanoTime() - movedNanos > most.toNanos()) {
                throw new Failure(ExitCode.FAILURE, "waited " + most.toSeconds() + " s for " + what.get());
            }
            pause(ASK_EVERY);
        }
    }

    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted", e);
        }
    }
}

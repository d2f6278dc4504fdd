package dev.driftline.cli.send;

import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How long a batch is tried again while a service is away or pushes back; pauses double up to the longest. */
public record Patience(Duration firstPause, Duration longestPause, Duration total) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(2));

    /**
     * Tries until there is an answer.
     *
     * @param waiting hears of each pause, and why there is one
     * @param last words the failure that is thrown: one of {@link ExitCode#UNAVAILABLE} when the time is over, any other at once
     */
    public <T> T keepTrying(Supplier<T> attempt, BiConsumer<Duration, String> waiting, UnaryOperator<Failure> last) {
        long until = System.nanoTime() + total.toNanos();
        Duration pause = firstPause;
        while (true) {
            try {
                return attempt.get();
            } catch (Failure e) {
                Duration wait = wait(e, pause);
                if (e.exitCode() != ExitCode.UNAVAILABLE || System.nanoTime() + wait.toNanos() > until) {
                    throw last.apply(e);
                }
                waiting.accept(wait, e.words());
                sleep(wait);
                pause = shorter(pause.multipliedBy(2), longestPause);
            }
        }
    }

    /** What the service asks for, within bounds, where that is more. */
    private Duration wait(Failure failure, Duration pause) {
        Duration asked = failure instanceof ServiceFailure told ? told.retryAfter() : Duration.ZERO;
        return asked.compareTo(pause) > 0 ? shorter(asked, longestPause) : pause;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted", e);
        }
    }
}

package dev.driftline.cli.load;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Asks one kind of question many times. */
public final class Load {
    private static final int MOST_UNDER_WAY = 1024;
    private static final double NANOS_A_SECOND = 1e9;
    private final Question question;
    private final long seed;

    /** @param seed of what is asked and when */
    public Load(Question question, long seed) {
        this.question = question;
        this.seed = seed;
    }

    /**
     * Questions come by chance, {@code rate} a second on average, whatever becomes of earlier ones; each is timed from when it was due, so that
     * a server that stalls is not spared the questions which would have come meanwhile.
     */
    public LoadReport atRate(double rate, Duration time) {
        unless(rate > 0 && Double.isFinite(rate), "--rate", "must be a positive number of questions a second");
        unless(time.isPositive(), "--seconds", "must be positive");
        Random random = new Random(seed);
        Tally tally = new Tally();
        Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
        long begun = System.nanoTime();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            long due = begun;
            while (due - begun < time.toNanos()) {
                sleepUntil(due);
                long when = due;
                Random own = new Random(random.nextLong());
                if (underWay.tryAcquire()) {
                    askers.execute(() -> ask(own, when, tally, underWay));
                } else {
                    tally.came("not sent: " + MOST_UNDER_WAY + " are under way", 0);
                }
                due += (long) (-Math.log(1 - random.nextDouble()) / rate * NANOS_A_SECOND);
            }
        }
        return tally.report((System.nanoTime() - begun) / NANOS_A_SECOND);
    }

    private void ask(Random random, long due, Tally tally, Semaphore underWay) {
        try {
            tally.came(question.trouble(random), System.nanoTime() - due);
        } finally {
            underWay.release();
        }
    }

    /** Each of {@code clients} asks again as soon as it is answered: as much as the server can bear. */
    public LoadReport saturating(int clients, Duration time) {
        unless(clients >= 1, "--clients", "must be 1 or more");
        unless(time.isPositive(), "--seconds", "must be positive");
        Tally tally = new Tally();
        long begun = System.nanoTime();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) {
                Random random = new Random(seed + client);
                askers.execute(() -> {
                    while (System.nanoTime() - begun < time.toNanos()) {
                        long asked = System.nanoTime();
                        tally.came(question.trouble(random), System.nanoTime() - asked);
                    }
                });
            }
        }
        return tally.report((System.nanoTime() - begun) / NANOS_A_SECOND);
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

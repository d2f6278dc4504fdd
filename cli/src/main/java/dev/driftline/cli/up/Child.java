package dev.driftline.cli.up;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One service's process over its lives: one that ends unasked is begun again after a growing pause, a bounded number of
 * times. Many threads may call.
 */
final class Child {
    static final int MAX_RESTARTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** A process that lived this long counts as well: its restarts are forgotten. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** Longer than a service takes to answer what it has taken: quarkus.shutdown.timeout is 10 s. */
    private static final Duration END_WITHIN = Duration.ofSeconds(25);

    /** How often one that was begun again is asked whether it is ready. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** Begins a process. */
    interface Beginning {
        Process begin(Map<String, String> extra);
    }

    private final String name;
    private final Beginning beginning;
    private final ScheduledExecutorService later;
    private final Consumer<String> report;
    private final BooleanSupplier ready;
    private final Runnable changed;

    private @Nullable Process process;
    private Map<String, String> extra = Map.of();
    private boolean wanted;
    private boolean proven;
    private long begunNanos;
    private @Nullable Duration startTook;
    private int lives;
    private int tries;
    private int restarts;

    /**
     * @param ready asks the process itself; used on {@code later}
     * @param changed is run on {@code later}, so that it may ask this child and its brothers
     */
    Child(
            String name,
            Beginning beginning,
            ScheduledExecutorService later,
            Consumer<String> report,
            BooleanSupplier ready,
            Runnable changed) {
        this.name = name;
        this.beginning = beginning;
        this.later = later;
        this.report = report;
        this.ready = ready;
        this.changed = changed;
    }

    /** Begins a new life with further variables; throws when one goes on. */
    synchronized void start(Map<String, String> variables) {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        extra = Map.copyOf(variables);
        wanted = true;
        proven = false;
        tries = 0;
        live(begin());
    }

    /** Asks it to end, and ends it after a while. */
    void stop() {
        end(Process::destroy);
    }

    /** Ends it at once, as kill −9 does. */
    void kill() {
        end(Process::destroyForcibly);
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Whether it is down and nobody will begin it again. */
    synchronized boolean isOver() {
        return !isAlive() && !(wanted && proven);
    }

    /** The pid, null while it is down. */
    synchronized @Nullable Long pid() {
        return isAlive() && process != null ? process.pid() : null;
    }

    /** From the start of this life to its readiness; null before. */
    synchronized @Nullable Duration startTook() {
        return startTook;
    }

    synchronized int restarts() {
        return restarts;
    }

    /** From here on, an unasked end is an accident and not a mistake in how it was started. */
    synchronized void markProven() {
        if (!proven) {
            proven = true;
            startTook = Duration.ofNanos(System.nanoTime() - begunNanos);
        }
    }

    private Process begin() {
        begunNanos = System.nanoTime();
        return beginning.begin(extra);
    }

    private void live(Process mine) {
        process = mine;
        int life = ++lives;
        var _ = mine.onExit().thenAccept(ended -> ended(life, ended));
        later.execute(changed);
    }

    private void end(Consumer<Process> how) {
        Process mine;
        synchronized (this) {
            wanted = false;
            mine = process;
        }
        if (mine != null) {
            how.accept(mine);
            if (!waitFor(mine)) {
                mine.destroyForcibly();
                if (!waitFor(mine)) {
                    throw new Failure(ExitCode.FAILURE, name + " (pid " + mine.pid() + ") does not end");
                }
            }
        }
        changed.run();
    }

    private static boolean waitFor(Process process) {
        try {
            return process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void ended(int life, Process which) {
        if (life != lives || !wanted) {
            return;
        }
        later.execute(changed);
        if (!proven) {
            return;
        }
        if (System.nanoTime() - begunNanos > STEADY.toNanos()) {
            tries = 0;
        }
        retry(life, name + " (pid " + which.pid() + ") ended with " + which.exitValue());
    }

    private void retry(int life, String what) {
        tries++;
        if (tries > MAX_RESTARTS) {
            wanted = false;
            report.accept(what + "; it is not started again after " + MAX_RESTARTS + " times: see its log");
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (tries - 1));
        report.accept(
                what + "; starting it again in " + pause.toSeconds() + " s (" + tries + " of " + MAX_RESTARTS + ")");
        var _ = later.schedule(() -> again(life), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void again(int life) {
        if (life != lives || !wanted) {
            return;
        }
        Process next;
        try {
            next = begin();
        } catch (RuntimeException e) {
            retry(life, name + " cannot be started (" + e + ")");
            return;
        }
        restarts++;
        startTook = null;
        live(next);
        lookLater(lives);
    }

    private void lookLater(int life) {
        var _ = later.schedule(() -> look(life), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks without the lock: an answer may take seconds. */
    private void look(int life) {
        if (!lives(life)) {
            return;
        }
        if (ready.getAsBoolean()) {
            isReady(life);
            changed.run();
        } else {
            lookLater(life);
        }
    }

    private synchronized boolean lives(int life) {
        return life == lives && isAlive();
    }

    private synchronized void isReady(int life) {
        if (life == lives) {
            startTook = Duration.ofNanos(System.nanoTime() - begunNanos);
        }
    }
}

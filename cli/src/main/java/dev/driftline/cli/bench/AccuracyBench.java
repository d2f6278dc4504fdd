package dev.driftline.cli.bench;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.line.Labelled;
import dev.driftline.cli.line.Line;
import dev.driftline.cli.line.Waiting;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.version.VersionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Streams a plan once, as fast as the line takes it, and tests what serving answers. */
final class AccuracyBench {
    static final int TEST_EVERY_VERSIONS = 10;
    private static final int SEND_AT_ONCE = 512;
    private static final int ASK_AT_ONCE = 64;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration STALLED_AFTER = Duration.ofMinutes(3);
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);

    private final Line line;
    private final DomainName domain;
    private final AccuracyPlan plan;
    private final Consumer<String> out;
    private final List<AccuracyReport.Point> curve = new ArrayList<>();
    private final long begunNanos = System.nanoTime();

    AccuracyBench(Line line, DomainName domain, AccuracyPlan plan, Consumer<String> out) {
        this.line = line;
        this.domain = domain;
        this.plan = plan;
        this.out = out;
    }

    /**
     * The outcome of a run.
     *
     * @param state at the end
     * @param champion the version that serving answered with
     * @param accuracy of that version on all test texts
     * @param seconds from the first example sent to the last version served
     */
    record Outcome(
            DomainState state, int champion, double accuracy, double seconds, List<AccuracyReport.Point> curve) {}

    Outcome run() {
        DomainState state;
        try (ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(this::send, sender);
            try {
                state = follow(sending);
            } finally {
                sender.shutdownNow();
            }
        }
        VersionRef champion = state.champion();
        if (champion == null) {
            throw new Failure(ExitCode.FAILURE, "no version went live: the gate refused all " + state.versions());
        }
        awaitServed(champion);
        double seconds = seconds();
        return new Outcome(state, champion.version(), accuracy(plan.test()), seconds, List.copyOf(curve));
    }

    private void send() {
        List<Labelled> all = plan.stream();
        for (int from = 0; from < all.size(); from += SEND_AT_ONCE) {
            line.send(domain, all.subList(from, Math.min(all.size(), from + SEND_AT_ONCE)), from);
        }
    }

    /** Looks on until every window has been cut, testing on the way; throws when nothing moves for a while. */
    private DomainState follow(CompletableFuture<Void> sending) {
        long movedNanos = System.nanoTime();
        long windows = 0;
        int tested = 0;
        while (true) {
            rethrow(sending);
            DomainState state = line.state(domain);
            if (state.stopped() != null) {
                throw new Failure(ExitCode.FAILURE, domain + " stopped: " + state.stopped());
            }
            if (state.windows() > windows) {
                windows = state.windows();
                movedNanos = System.nanoTime();
            }
            if (state.versions() / TEST_EVERY_VERSIONS > tested && state.champion() != null) {
                tested = state.versions() / TEST_EVERY_VERSIONS;
                point(state);
            }
            if (windows >= plan.windows()) {
                return state;
            }
            if (System.nanoTime() - movedNanos > STALLED_AFTER.toNanos()) {
                throw new Failure(
                        ExitCode.FAILURE,
                        "nothing was learned for " + STALLED_AFTER.toMinutes() + " minutes, after window " + windows
                                + " of " + plan.windows() + "; the trainer says: " + line.whyNotLearning(domain));
            }
            Waiting.pause(LOOK_EVERY);
        }
    }

    private void point(DomainState state) {
        List<Prediction> answers = ask(plan.quick());
        double accuracy = share(answers, plan.quick());
        int version = answers.getLast().version();
        curve.add(new AccuracyReport.Point(version, accuracy, plan.quick().size()));
        double done = (double) state.windows() / plan.windows();
        out.accept(String.format(
                Locale.ROOT,
                "window %4d of %d   version %4d   accuracy %.3f on %d texts   %s gone, about %s left",
                state.windows(),
                plan.windows(),
                version,
                accuracy,
                plan.quick().size(),
                clock(seconds()),
                clock(seconds() / done * (1 - done))));
    }

    /** Waits until serving answers with the champion. */
    private void awaitServed(VersionRef champion) {
        List<Passage> any = List.of(plan.test().getFirst().passage());
        Waiting.until(
                SERVED_WITHIN,
                () -> "serving to answer with " + domain + "@" + champion.version(),
                () -> line.answer(domain, any).filter(answer -> answer.version() == champion.version()));
    }

    private double accuracy(List<Labelled> texts) {
        return share(ask(texts), texts);
    }

    private List<Prediction> ask(List<Labelled> texts) {
        List<Prediction> answers = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += ASK_AT_ONCE) {
            List<Passage> some = texts.subList(from, Math.min(texts.size(), from + ASK_AT_ONCE)).stream()
                    .map(Labelled::passage)
                    .toList();
            answers.add(Waiting.until(
                    SERVED_WITHIN, () -> "serving to answer for " + domain, () -> line.answer(domain, some)));
        }
        return answers;
    }

    private static double share(List<Prediction> answers, List<Labelled> truth) {
        int right = 0;
        int index = 0;
        for (Prediction answer : answers) {
            for (Prediction.Result result : answer.results()) {
                if (result.label().equals(truth.get(index).label())) {
                    right++;
                }
                index++;
            }
        }
        return (double) right / truth.size();
    }

    private static void rethrow(CompletableFuture<Void> sending) {
        if (sending.isCompletedExceptionally()) {
            try {
                sending.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    private double seconds() {
        return (System.nanoTime() - begunNanos) / 1e9;
    }

    static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}

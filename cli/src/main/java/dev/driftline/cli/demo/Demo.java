package dev.driftline.cli.demo;

import dev.driftline.cli.line.Labelled;
import dev.driftline.cli.line.Line;
import dev.driftline.cli.line.Waiting;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.version.VersionRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The demo's plot, from two new domains to the release after a rollback. */
final class Demo implements AutoCloseable {
    private static final Duration FOLLOW_EVERY = Duration.ofMillis(500);
    private static final Duration ASK_EVERY = Duration.ofMillis(20);
    private static final Duration TEST_EVERY = Duration.ofMillis(200);
    private static final Duration STALLED_AFTER = Duration.ofSeconds(60);
    private static final long SEED = 1;
    /** Kept back from the stream, for the window that is learned while the domain is held. */
    private static final int HELD_WINDOW = 20;

    private final Line line;
    private final Narrator out;
    private final double ratePerSecond;
    private final List<Walk> walks = new ArrayList<>();
    private final Loops loops = new Loops();

    Demo(Line line, Narrator out, double ratePerSecond) {
        this.line = line;
        this.out = out;
        this.ratePerSecond = ratePerSecond;
    }

    List<Walk> walks() {
        return List.copyOf(walks);
    }

    /** Walks the plot; answers the question that it told, null when no answer changed. */
    DemoReport.@Nullable Question run(List<SampleData> all) {
        create(all);
        stream();
        Optional<Walk> chosen = clearest();
        if (chosen.isEmpty()) {
            out.title("No held-back text changed from a wrong answer to a right one: no question to show");
            return null;
        }
        Walk walk = chosen.get();
        Flip flip = flip(walk).orElseThrow();
        tell(walk, flip);
        return rollBackAndRelease(walk, flip);
    }

    @Override
    public void close() {
        loops.close();
    }

    private void create(List<SampleData> all) {
        out.title("Two domains");
        List<DomainName> taken = line.domains();
        for (SampleData data : all) {
            DomainName name = free(data.name(), taken);
            line.create(new CreateRequest(name, data.labels(), null, null, SEED));
            out.say(String.format("%-8s %s: %s", name, data.about(), String.join(", ", data.labels())));
            Walk walk = new Walk(line, name, data, out);
            walks.add(walk);
            loops.every(FOLLOW_EVERY, name + "-follow", walk::follow);
            loops.every(TEST_EVERY, name + "-test", walk::testNowAndThen);
        }
        loops.every(ASK_EVERY, "ask", this::ask);
        out.note("the last label of each is first used halfway; windows of 64 examples or 2 s; method EDoRA");
    }

    /** One look at all slots a round: what is measured should not be slowed by being measured. */
    private void ask() {
        Map<DomainName, Integer> answering = line.answering();
        walks.forEach(walk -> walk.ask(answering.get(walk.domain())));
    }

    private void stream() {
        out.title(String.format(
                Locale.ROOT,
                "Streaming %d examples to each domain, %s a second a domain",
                streamed(walks.getFirst()),
                plain(ratePerSecond)));
        out.note("step: examples of the window + drawn from memory; exam: right answers");
        out.note("served after: median time from a record's receipt to the first answer that had learned it");
        out.note(VersionRow.HEADER);
        Duration gap = Duration.ofNanos((long) (1e9 / ratePerSecond));
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(walks.stream()
                            .map(walk -> CompletableFuture.runAsync(
                                    () -> walk.stream(0, streamed(walk), gap, loops::check), senders))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        for (Walk walk : walks) {
            settle(walk);
            walk.stopMeasuring();
        }
    }

    private void tell(Walk walk, Flip flip) {
        out.title("A question whose answer changed");
        out.say("\"" + flip.question().text() + "\"");
        out.note("held back, never streamed; its true label is "
                + flip.question().label());
        out.say(name(walk, flip.earlier()) + " says " + Flip.words(flip.before()));
        out.say(name(walk, flip.later()) + " says " + Flip.words(flip.after()));
    }

    private DemoReport.Question rollBackAndRelease(Walk walk, Flip flip) {
        out.title("Roll back, in one step");
        int target = flip.earlier().version();
        line.rollback(walk.domain(), target);
        out.event("rolled " + walk.domain() + " back to " + walk.domain() + "@" + target + " and put it on hold");
        await(walk, "the rolled back version to answer", () -> isServing(walk, target));
        String rolledBack = askAgain(walk, flip);

        out.title("One more window while held: the line learns, and what is live stays");
        int all = walk.data().training().size();
        walk.stream(streamed(walk), all, Duration.ofNanos((long) (1e9 / ratePerSecond)), loops::check);
        await(walk, "the window to be learned", walk::isConsumed);
        String held = askAgain(walk, flip);

        out.title("Release: the gate decides again");
        LedgerEntry entry = line.release(walk.domain());
        if (entry.event() instanceof LedgerEvent.Released released) {
            out.event((released.decision().promote() ? "promoted: " : "not promoted: ")
                    + released.decision().reason());
        }
        VersionRef champion = Objects.requireNonNull(entry.state().champion());
        await(walk, "the released version to answer", () -> isServing(walk, champion.version()));
        walk.test();
        String now = askAgain(walk, flip);
        return new DemoReport.Question(
                walk.domain().value(),
                flip.question().text(),
                flip.question().label(),
                name(walk, flip.earlier()) + " " + flip.before().label(),
                name(walk, flip.later()) + " " + flip.after().label(),
                rolledBack,
                held,
                now);
    }

    private String askAgain(Walk walk, Flip flip) {
        Prediction answer = line.answer(walk.domain(), List.of(flip.question().passage()))
                .orElseThrow(() -> new IllegalStateException(walk.domain() + " had a version and answers no longer"));
        Prediction.Result result = answer.results().getFirst();
        out.event(name(walk, answer) + " says " + Flip.words(result));
        return name(walk, answer) + " " + result.label();
    }

    /** Waits until all that was sent is learned, what is live is served, and it has been asked the held-back texts. */
    private void settle(Walk walk) {
        await(walk, "the last example to be learned", walk::isConsumed);
        await(walk, "serving to answer with the live version", walk::isCurrent);
        walk.test();
    }

    private void await(Walk walk, String what, BooleanSupplier holds) {
        Waiting.untilStalled(
                STALLED_AFTER,
                walk::entries,
                () -> what + " in " + walk.domain() + "; the trainer says: " + line.whyNotLearning(walk.domain()),
                () -> {
                    loops.check();
                    return holds.getAsBoolean() ? Optional.of(true) : Optional.empty();
                });
    }

    private Optional<Walk> clearest() {
        return walks.stream()
                .filter(walk -> flip(walk).isPresent())
                .max(java.util.Comparator.comparingDouble(
                        walk -> flip(walk).map(Flip::clarity).orElse(0.0)));
    }

    private static Optional<Flip> flip(Walk walk) {
        List<Labelled> heldBack = walk.data().heldBack();
        return Flip.clearest(walk.tests(), heldBack);
    }

    private static boolean isServing(Walk walk, int version) {
        Prediction newest = walk.newest();
        return newest != null && newest.version() == version;
    }

    private static int streamed(Walk walk) {
        return walk.data().training().size() - HELD_WINDOW;
    }

    private static String name(Walk walk, Prediction answer) {
        return walk.domain() + "@" + answer.version();
    }

    private static DomainName free(String wanted, List<DomainName> taken) {
        DomainName name = new DomainName(wanted);
        for (int next = 2; taken.contains(name); next++) {
            name = new DomainName(wanted + "-" + next);
        }
        return name;
    }

    private static String plain(double rate) {
        return rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate);
    }
}

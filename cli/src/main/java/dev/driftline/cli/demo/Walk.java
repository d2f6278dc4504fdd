package dev.driftline.cli.demo;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.line.Labelled;
import dev.driftline.cli.line.Line;
import dev.driftline.cli.line.Waiting;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.version.Manifest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One domain on its way down the line: sends its texts, follows its ledger, asks serving, and prints a row for each
 * version. Each of the four doings may run on a thread of its own.
 */
final class Walk {
    private static final Duration TEST_EVERY = Duration.ofSeconds(8);
    private static final List<Passage> SHORT_QUESTION = List.of(Passage.of("hello"));

    private final Line line;
    private final DomainName domain;
    private final SampleData data;
    private final Narrator out;
    private final Freshness freshness = new Freshness();
    private final Deque<Manifest> unserved = new ArrayDeque<>();
    private final List<Manifest> versions = new ArrayList<>();
    private final NavigableMap<Integer, Prediction> tests = new TreeMap<>();
    private final List<Long> offsets = new ArrayList<>();
    private long testedNanos = System.nanoTime() - TEST_EVERY.toNanos();
    private long nextEntry = 2;
    private boolean measuring = true;
    private @Nullable Prediction newest;
    private @Nullable LedgerEntry newestEntry;

    Walk(Line line, DomainName domain, SampleData data, Narrator out) {
        this.line = line;
        this.domain = domain;
        this.data = data;
        this.out = out;
    }

    DomainName domain() {
        return domain;
    }

    SampleData data() {
        return data;
    }

    Freshness freshness() {
        return freshness;
    }

    /** Sends the texts {@code [from, to)} of the stream, one every {@code gap}; {@code check} may end it with a throw. */
    void stream(int from, int to, Duration gap, Runnable check) {
        long begun = System.nanoTime();
        for (int index = from; index < to; index++) {
            check.run();
            long due = begun + (index - from) * gap.toNanos();
            Waiting.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            Receipt receipt = line.send(domain, List.of(data.training().get(index)), index)
                    .getFirst();
            received(receipt, System.nanoTime());
        }
    }

    /** Reads what is new in the ledger. */
    void follow() {
        for (LedgerEntry entry : line.ledger(domain, nextEntry)) {
            enter(entry);
            nextEntry = entry.number() + 1;
        }
    }

    /**
     * Where another version would answer than before, asks the shortest of questions: what counts is the answer. (A question a
     * round would take a core from the training that it measures.)
     *
     * @param answering the version in serving's slot; null while there is none
     */
    void ask(@Nullable Integer answering) {
        Prediction last = newest();
        if (answering != null && (last == null || last.version() != answering)) {
            line.answer(domain, SHORT_QUESTION).ifPresent(answer -> answered(answer, System.nanoTime()));
        }
    }

    /** Tests the version that answers, unless another was tested a moment ago: a test takes as long as a window. */
    void testNowAndThen() {
        if (newest() != null && System.nanoTime() - testedNanos() > TEST_EVERY.toNanos()) {
            test();
        }
    }

    /** Asks all held-back texts, unless the version that answers has been asked them. */
    void test() {
        Prediction last = newest();
        if (last == null || isTested(last.version())) {
            return;
        }
        line.answer(domain, data.heldBack().stream().map(Labelled::passage).toList())
                .ifPresent(this::tested);
    }

    /** The newest answer of whatever text; null while nothing answers. */
    synchronized @Nullable Prediction newest() {
        return newest;
    }

    /** How many ledger entries were read. */
    synchronized long entries() {
        return newestEntry == null ? 0 : newestEntry.number();
    }

    synchronized List<Manifest> versions() {
        return List.copyOf(versions);
    }

    /** The held-back texts' answers, by version. */
    synchronized NavigableMap<Integer, Prediction> tests() {
        return new TreeMap<>(tests);
    }

    /** Streamed examples that lie below {@code offset}. */
    synchronized int examplesBelow(long offset) {
        return (int) offsets.stream().filter(one -> one < offset).count();
    }

    /** Whether the domain has consumed every accepted record. */
    synchronized boolean isConsumed() {
        return newestEntry != null && !offsets.isEmpty() && newestEntry.state().position() > offsets.getLast();
    }

    /** Whether serving answers with what the ledger calls live. */
    synchronized boolean isCurrent() {
        return newest != null
                && newestEntry != null
                && newestEntry.state().champion() != null
                && newestEntry.state().champion().version() == newest.version();
    }

    /** From here on records are no part of the freshness figures: they are held back on purpose. */
    synchronized void stopMeasuring() {
        measuring = false;
    }

    private synchronized long testedNanos() {
        return testedNanos;
    }

    private synchronized boolean isTested(int version) {
        return tests.containsKey(version);
    }

    private synchronized void tested(Prediction answers) {
        tests.putIfAbsent(answers.version(), answers);
        testedNanos = System.nanoTime();
    }

    private synchronized void received(Receipt receipt, long nanos) {
        Long offset = receipt.offset();
        if (offset == null) {
            throw new IllegalStateException("an accepted record has an offset");
        }
        offsets.add(offset);
        if (measuring) {
            freshness.received(offset, nanos);
        }
    }

    private synchronized void enter(LedgerEntry entry) {
        newestEntry = entry;
        switch (entry.event()) {
            case LedgerEvent.VersionAdded added -> add(added, entry.state().held());
            case LedgerEvent.Withheld withheld ->
                out.event(domain + ": window " + withheld.exclusion().interval() + " made no version: "
                        + withheld.exclusion().reason());
            case LedgerEvent.Stopped stopped ->
                throw new Failure(ExitCode.FAILURE, domain + " stopped: " + stopped.reason());
            case LedgerEvent.Created created -> {}
            case LedgerEvent.Promoted promoted -> {}
            case LedgerEvent.RolledBack back -> {}
            case LedgerEvent.Released released -> {}
            case LedgerEvent.Continued continued -> {}
            case LedgerEvent.TrafficSet set -> {}
        }
    }

    private void add(LedgerEvent.VersionAdded added, boolean held) {
        Manifest manifest = added.manifest();
        versions.add(manifest);
        if (added.decision().promote()) {
            unserved.add(manifest);
            print();
            return;
        }
        row(manifest, held ? "held" : "no", List.of());
        out.note("          " + domain + "@" + manifest.version() + ": "
                + added.decision().reason());
    }

    private synchronized void answered(Prediction answer, long nanos) {
        newest = answer;
        freshness.answered(answer.learnedUpTo(), nanos);
        print();
    }

    /** Prints the versions that an answer has reached, oldest first. */
    private void print() {
        long learnedUpTo = newest == null ? -1 : newest.learnedUpTo();
        while (!unserved.isEmpty() && unserved.getFirst().learnedUpTo() <= learnedUpTo) {
            Manifest manifest = unserved.removeFirst();
            row(
                    manifest,
                    "yes",
                    freshness.seconds(
                            manifest.interval().from(), manifest.interval().to()));
        }
    }

    private void row(Manifest manifest, String gate, List<Double> seconds) {
        out.event(VersionRow.of(domain, offsets.size(), manifest, gate, seconds));
    }
}

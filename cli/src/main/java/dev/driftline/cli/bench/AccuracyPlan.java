package dev.driftline.cli.bench;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.ledger.CreateRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is streamed and what is asked.
 *
 * @param labels of the training file, sorted
 * @param stream whole windows, in stream order
 * @param left examples at the end that fill no window, and are not sent
 * @param test all test texts
 * @param quick the sample of them that is asked on the way
 */
record AccuracyPlan(
        List<String> labels, List<Labelled> stream, int left, List<Labelled> test, List<Labelled> quick, long seed) {
    static final int WINDOW = 64;
    private static final int QUICK = 500;

    AccuracyPlan {
        labels = List.copyOf(labels);
        stream = List.copyOf(stream);
        test = List.copyOf(test);
        quick = List.copyOf(quick);
    }

    /**
     * A plan; all chance comes from {@code seed}.
     *
     * @param maxWindows 0: all
     */
    static AccuracyPlan of(List<Labelled> train, List<Labelled> test, Order order, long seed, int maxWindows) {
        Set<String> labels = new TreeSet<>();
        train.forEach(one -> labels.add(one.label()));
        Set<String> unknown = new HashSet<>();
        test.forEach(one -> unknown.add(one.label()));
        unknown.removeAll(labels);
        if (!unknown.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE, "the test file has labels that the training file lacks: " + new TreeSet<>(unknown));
        }
        List<Labelled> stream = order == Order.SHUFFLED ? shuffled(train, seed) : train;
        int windows = train.size() / WINDOW;
        if (windows == 0) {
            throw new Failure(ExitCode.USAGE, "the training file needs " + WINDOW + " examples or more");
        }
        int sent = (maxWindows == 0 ? windows : Math.min(windows, maxWindows)) * WINDOW;
        List<Labelled> quick = shuffled(test, seed).subList(0, Math.min(QUICK, test.size()));
        return new AccuracyPlan(List.copyOf(labels), stream.subList(0, sent), train.size() - sent, test, quick, seed);
    }

    int windows() {
        return stream.size() / WINDOW;
    }

    /** The domain: windows by count alone, so that no clock decides what is learned together. */
    CreateRequest domain(DomainName name, MethodSettings settings) {
        return new CreateRequest(name, labels, settings, new Policy(WINDOW, null, Gate.FAST), seed);
    }

    private static List<Labelled> shuffled(List<Labelled> all, long seed) {
        List<Labelled> copy = new ArrayList<>(all);
        Collections.shuffle(copy, new Random(seed));
        return copy;
    }
}

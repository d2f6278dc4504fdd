package dev.driftline.cli.demo;

import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.prediction.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A held-back text that an earlier version answers wrongly and a later one rightly.
 *
 * @param question the text and its true label
 */
record Flip(Labelled question, Prediction earlier, Prediction later, int index) {
    /** A rollback reaches about this far. */
    private static final int VERSIONS_BACK = 8;

    /** The clearest change between the newest of {@code tests} and the few versions before it; empty where none changed. */
    static Optional<Flip> clearest(NavigableMap<Integer, Prediction> tests, List<Labelled> heldBack) {
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        Prediction later = tests.lastEntry().getValue();
        return tests.headMap(later.version(), false).descendingMap().values().stream()
                .limit(VERSIONS_BACK)
                .flatMap(earlier -> flips(earlier, later, heldBack))
                .max(Comparator.comparingDouble(Flip::clarity));
    }

    Prediction.Result before() {
        return earlier.results().get(index);
    }

    Prediction.Result after() {
        return later.results().get(index);
    }

    /** How sure the two versions are of their different answers, in all. */
    double clarity() {
        return best(before()) + best(after());
    }

    /** An answer as a person reads it. */
    static String words(Prediction.Result result) {
        return String.format(java.util.Locale.ROOT, "%s (%.2f)", result.label(), best(result));
    }

    private static double best(Prediction.Result result) {
        return result.scores().isEmpty() ? 0 : result.scores().getFirst().score();
    }

    private static Stream<Flip> flips(Prediction earlier, Prediction later, List<Labelled> heldBack) {
        return IntStream.range(0, heldBack.size())
                .mapToObj(index -> new Flip(heldBack.get(index), earlier, later, index))
                .filter(flip -> !flip.before().label().equals(flip.question().label())
                        && flip.after().label().equals(flip.question().label()));
    }
}

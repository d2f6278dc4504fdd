package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.HashSet;
import java.util.List;

/**
 * A domain's task and how it is learned.
 *
 * @param number 1 for the first spec; grows with every change
 * @param labels append-only: a label's place here is its row in the head, for ever
 */
public record DomainSpec(int number, List<String> labels, MethodSettings settings, Policy policy) {
    private static final int MAX_LABELS = 1_000;
    private static final int MAX_LABEL_CHARACTERS = 128;

    public DomainSpec {
        unless(number >= 1, "spec", "must be 1 or more");
        labels = List.copyOf(labels);
        unless(labels.size() >= 2 && labels.size() <= MAX_LABELS, "labels", "must be 2.." + MAX_LABELS + " labels");
        unless(new HashSet<>(labels).size() == labels.size(), "labels", "must differ from each other");
        for (String label : labels) {
            unless(
                    !label.isBlank()
                            && label.length() <= MAX_LABEL_CHARACTERS
                            && label.chars().noneMatch(Character::isISOControl),
                    "labels",
                    "each is 1.." + MAX_LABEL_CHARACTERS + " printable characters");
        }
        for (String weighted : settings.classWeights().keySet()) {
            unless(labels.contains(weighted), "classWeights." + weighted, "is no label of the domain");
        }
    }
}

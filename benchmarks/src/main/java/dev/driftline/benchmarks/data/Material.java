package dev.driftline.benchmarks.data;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.wire.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * What is learned from and what is asked.
 *
 * @param labels of the training file, sorted; a lesson's row counts in them
 * @param trainDigest of the training file's bytes
 */
public record Material(
        List<String> labels, List<Lesson> train, List<Lesson> test, Digest trainDigest, Digest testDigest) {
    public Material {
        labels = List.copyOf(labels);
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    /** Reads both files; throws when they do not fit each other. */
    public static Material read(Path trainFile, Path testFile) {
        LabelledFile train = LabelledFile.read("--train", trainFile);
        LabelledFile test = LabelledFile.read("--test", testFile);
        List<String> labels = List.copyOf(names(train));
        unless(labels.size() > 1, "--train", trainFile + " has one label alone: there is nothing to tell apart");
        TreeSet<String> unknown = names(test);
        labels.forEach(unknown::remove);
        unless(
                unknown.isEmpty(),
                "--test",
                testFile + " has labels that " + trainFile + " lacks: " + unknown + ": leave them out or add examples");
        return new Material(labels, lessons(train, labels), lessons(test, labels), train.digest(), test.digest());
    }

    /** Throws unless a sample of {@code count} can be drawn with every label in it. */
    public void requireSample(int count) {
        unless(
                count >= labels.size(),
                "--labels",
                "must be " + labels.size() + " or more, one example for each label of --train");
        unless(count <= train.size(), "--labels", "must be " + train.size() + " or less, the examples of --train");
    }

    private static TreeSet<String> names(LabelledFile file) {
        TreeSet<String> names = new TreeSet<>();
        file.lines().forEach(line -> names.add(line.label()));
        return names;
    }

    private static List<Lesson> lessons(LabelledFile file, List<String> labels) {
        return file.lines().stream()
                .map(line -> new Lesson(line.text(), labels.indexOf(line.label())))
                .toList();
    }
}

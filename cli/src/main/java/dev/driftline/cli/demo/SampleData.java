package dev.driftline.cli.demo;

import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One domain's sample texts, written for this project.
 *
 * @param about what the texts are, in a few words
 * @param labels in the order of their first use in the stream; the last appears halfway
 * @param training in stream order
 * @param heldBack never streamed: the test
 */
record SampleData(String name, String about, List<String> labels, List<Labelled> training, List<Labelled> heldBack) {

    SampleData {
        labels = List.copyOf(labels);
        training = List.copyOf(training);
        heldBack = List.copyOf(heldBack);
    }

    /** Letters to a bicycle shop. */
    static SampleData support() {
        return load("support", "letters to a bicycle shop");
    }

    /** Reports to the desk of an office building. */
    static SampleData triage() {
        return load("triage", "reports to an IT and facility desk");
    }

    private static SampleData load(String name, String about) {
        List<Labelled> training = read(name + "-training.jsonl");
        List<String> labels = training.stream().map(Labelled::label).distinct().toList();
        return new SampleData(name, about, labels, training, read(name + "-held-back.jsonl"));
    }

    private static List<Labelled> read(String file) {
        try (InputStream in = SampleData.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), Labelled.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

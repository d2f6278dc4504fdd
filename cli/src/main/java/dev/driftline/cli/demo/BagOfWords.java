package dev.driftline.cli.demo;

import dev.driftline.cli.line.Labelled;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The baseline: multinomial naive Bayes over word counts with add-one smoothing, after Manning, Raghavan and Schütze,
 * Introduction to Information Retrieval (2008), figure 13.2. It sees words, never their order or meaning.
 */
final class BagOfWords {
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final Map<String, Integer> wordsOf = new HashMap<>();
    private final Map<String, Integer> textsOf = new HashMap<>();
    private final Set<String> vocabulary = new HashSet<>();
    private int texts;

    /** Learns all of {@code samples} at once. */
    static BagOfWords learn(List<Labelled> samples) {
        BagOfWords model = new BagOfWords();
        samples.forEach(model::add);
        return model;
    }

    /** The likeliest label; ties go to the first in the alphabet. */
    String label(String text) {
        if (texts == 0) {
            throw new IllegalStateException("nothing was learned");
        }
        List<String> known =
                Words.of(text).stream().filter(vocabulary::contains).toList();
        return counts.keySet().stream()
                .max(Comparator.<String>comparingDouble(label -> logLikelihood(label, known))
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }

    /** The share of {@code samples} that it labels rightly. */
    double accuracy(List<Labelled> samples) {
        return samples.stream()
                .mapToInt(sample -> label(sample.text()).equals(sample.label()) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private void add(Labelled sample) {
        Map<String, Integer> mine = counts.computeIfAbsent(sample.label(), label -> new HashMap<>());
        List<String> words = Words.of(sample.text());
        words.forEach(word -> mine.merge(word, 1, Integer::sum));
        vocabulary.addAll(words);
        wordsOf.merge(sample.label(), words.size(), Integer::sum);
        textsOf.merge(sample.label(), 1, Integer::sum);
        texts++;
    }

    private double logLikelihood(String label, List<String> words) {
        Map<String, Integer> mine = counts.getOrDefault(label, Map.of());
        double all = wordsOf.getOrDefault(label, 0) + (double) vocabulary.size();
        double sum = Math.log(textsOf.getOrDefault(label, 0) / (double) texts);
        for (String word : words) {
            sum += Math.log((mine.getOrDefault(word, 0) + 1) / all);
        }
        return sum;
    }
}

package dev.driftline.benchmarks.timing;

import dev.driftline.adapters.base.Base;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Texts of so many tokens exactly, as the base's own tokenizer counts them. */
public final class Texts {
    private static final List<String> WORDS = List.of(
            "the", "red", "boat", "came", "home", "late", "and", "we", "saw", "it", "from", "a", "hill", "by", "road",
            "in", "snow");
    private static final int TRIES = 1_000;

    private final Base base;
    private final SplittableRandom random;

    public Texts(Base base, long seed) {
        this.base = base;
        random = new SplittableRandom(seed);
    }

    /** So many texts of so many tokens each. */
    public List<Passage> of(int texts, int tokens) {
        return Stream.generate(() -> one(tokens)).limit(texts).toList();
    }

    private Passage one(int tokens) {
        List<String> words = new ArrayList<>();
        for (int tried = 0; tried < TRIES; tried++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
            Passage text = Passage.of(String.join(" ", words));
            int length = base.tokens(List.of(text)).getFirst().length();
            if (length == tokens) {
                return text;
            }
            if (length > tokens) {
                words.removeLast();
            }
        }
        throw new IllegalStateException("no text of " + tokens + " tokens was found for this base");
    }
}

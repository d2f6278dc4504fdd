package dev.driftline.system;

import dev.driftline.contracts.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Labelled records made from a seed: short sentences whose nouns lean towards their label. */
final class Records {
    static final List<String> LABELS = List.of("weather", "kitchen", "travel", "music");
    private static final List<List<String>> NOUNS = List.of(
            List.of("rain", "wind", "storm", "cloud", "frost", "thunder", "sunshine", "fog"),
            List.of("oven", "pan", "spoon", "recipe", "onion", "kettle", "butter", "knife"),
            List.of("train", "ticket", "airport", "luggage", "passport", "ferry", "hotel", "map"),
            List.of("guitar", "choir", "melody", "drum", "concert", "violin", "chorus", "tune"));
    private static final List<String> OPENINGS =
            List.of("yesterday the", "we talked about the", "please look at the", "nobody liked the", "I love that");
    private static final List<String> ENDINGS =
            List.of("was quite good", "came too late", "surprised my brother", "is still there", "will be gone soon");

    private Records() {}

    /** {@code count} records with ids {@code prefix0}, {@code prefix1}, …; the same for the same seed. */
    static List<String> lines(String prefix, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> line(prefix + i, random.nextInt(LABELS.size()), random))
                .toList();
    }

    /** One record as a line of JSON. */
    static String line(String id, String text, String label) {
        return Json.text(Map.of("id", id, "text", text, "label", label));
    }

    private static String line(String id, int label, SplittableRandom random) {
        List<String> nouns = NOUNS.get(label);
        String text = pick(OPENINGS, random) + " " + pick(nouns, random) + " and the " + pick(nouns, random) + " "
                + pick(ENDINGS, random) + " " + random.nextInt(1_000);
        return line(id, text, LABELS.get(label));
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}

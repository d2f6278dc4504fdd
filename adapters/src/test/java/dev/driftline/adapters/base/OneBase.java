package dev.driftline.adapters.base;

import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.example.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The one real base of all tests, on one thread, with factors of rank 8 and texts to work on. */
public final class OneBase {
    public static final Base BASE = Base.open(new BaseSettings("cpu", 1));
    public static final byte[] FACTORS = FactorFile.compute(BASE, FactorStart.SVD, 8);
    public static final List<String> LABELS = List.of("red", "green", "blue", "grey");

    private static final List<String> WORDS = List.of(
            "river", "stone", "engine", "paper", "window", "garden", "signal", "bridge", "copper", "lantern", "harbor",
            "meadow");

    private OneBase() {}

    /** Texts of different lengths; a word in each says its label. */
    public static List<Passage> texts(long seed, int... labels) {
        SplittableRandom random = new SplittableRandom(seed);
        return Arrays.stream(labels)
                .mapToObj(label -> {
                    StringBuilder text = new StringBuilder(LABELS.get(label));
                    int words = random.nextInt(2, 14);
                    for (int i = 0; i < words; i++) {
                        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
                    }
                    return Passage.of(text.toString());
                })
                .toList();
    }
}

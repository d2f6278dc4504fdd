package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The linear layers of a transformer's encoder layer. */
public enum Matrix {
    QUERY,
    KEY,
    VALUE,
    ATTENTION_OUTPUT,
    FFN_UP,
    FFN_DOWN;

    private static final int MOST_LAYERS = 1_000;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Refuses what is neither a matrix nor layer and matrix, as {@code 0.query}. */
    static void check(String name) {
        int dot = name.indexOf('.');
        String word = name.substring(dot + 1);
        String layer = name.substring(0, Math.max(dot, 0));
        unless(
                Arrays.stream(values()).anyMatch(one -> one.word().equals(word))
                        && (dot < 0 || (layer.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(layer) < MOST_LAYERS)),
                "ranks",
                "names '" + name + "', which is neither a matrix nor layer.matrix; matrices: "
                        + Arrays.stream(values()).map(Matrix::word).collect(Collectors.joining(", ")));
    }
}

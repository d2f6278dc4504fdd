package dev.driftline.cli.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fields or columns hold an example's parts. Where none is named, JSON records are sent as they are and CSV is read
 * from the columns text, label and, where there are such, textPair or text_pair, and id.
 *
 * @param labelled whether records have labels; of those without only the named fields are read, whatever else there is
 */
public record Columns(
        @Nullable String text,
        @Nullable String textPair,
        @Nullable String label,
        @Nullable String id,
        boolean labelled) {
    public static final Columns DEFAULT = new Columns(null, null, null, null);

    /** By which names a second text goes where none is told: ours, and that of transformers and many data sets. */
    static final List<String> TEXT_PAIRS = List.of("textPair", "text_pair");

    /** Of labelled records. */
    public Columns(@Nullable String text, @Nullable String textPair, @Nullable String label, @Nullable String id) {
        this(text, textPair, label, id, true);
    }

    /** Of records that are to be answered. */
    public static Columns ofTexts(@Nullable String text, @Nullable String textPair, @Nullable String id) {
        return new Columns(text, textPair, null, id, false);
    }

    String textOr(String fallback) {
        return text == null ? fallback : text;
    }

    String labelOr(String fallback) {
        return label == null ? fallback : label;
    }

    /** Whether records are to be rebuilt from the named fields alone. */
    boolean isNamed() {
        return !labelled || text != null || textPair != null || label != null || id != null;
    }
}

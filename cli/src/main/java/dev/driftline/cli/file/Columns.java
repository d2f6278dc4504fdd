package dev.driftline.cli.file;

import org.jspecify.annotations.Nullable;

/**
 * Which fields or columns hold an example's parts. Where none is named, JSON records are sent as they are and CSV is read
 * from the columns text, label and, where there is one, id.
 */
public record Columns(
        @Nullable String text,
        @Nullable String label,
        @Nullable String id) {
    public static final Columns DEFAULT = new Columns(null, null, null);

    String textOr(String fallback) {
        return text == null ? fallback : text;
    }

    String labelOr(String fallback) {
        return label == null ? fallback : label;
    }

    /** Whether records are to be rebuilt from the named fields alone. */
    boolean isNamed() {
        return text != null || label != null || id != null;
    }
}

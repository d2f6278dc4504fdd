package dev.driftline.contracts.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer (RFC 9457, with the field at fault).
 *
 * @param title in a few words
 * @param detail what is wrong and how to mend it
 * @param field the field at fault, if one is
 * @param available which version there is instead of the one that was wanted, if that is the trouble
 */
public record Problem(
        String title,
        int status,
        String detail,
        @Nullable String field,
        @Nullable Available available) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem(String title, int status, String detail, @Nullable String field) {
        this(title, status, detail, field, null);
    }

    /** A version that could have answered, and how far it has learned. */
    public record Available(int version, Digest digest, long learnedUpTo) {}
}

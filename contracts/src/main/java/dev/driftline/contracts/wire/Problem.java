package dev.driftline.contracts.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer (RFC 9457, with the field at fault).
 *
 * @param title in a few words
 * @param detail what is wrong and how to mend it
 * @param field the field at fault, if one is
 */
public record Problem(
        String title, int status, String detail, @Nullable String field) {
    public static final String MEDIA_TYPE = "application/problem+json";
}

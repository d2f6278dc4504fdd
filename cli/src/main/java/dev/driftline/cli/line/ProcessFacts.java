package dev.driftline.cli.line;

import org.jspecify.annotations.Nullable;

/**
 * One process of the line.
 *
 * @param startSeconds from its start to its first readiness; null where it is not known
 * @param residentBytes memory that it holds now; null where it is not known
 */
public record ProcessFacts(
        String name,
        @Nullable Double startSeconds,
        @Nullable Long residentBytes) {}

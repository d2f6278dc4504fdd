/**
 * Reads what the registry tells: which domains there are, which adapter is live. Each topic from its beginning, never
 * back within a ledger. Does not know how an adapter becomes answers, nor keeps offsets anywhere.
 */
@NullMarked
package dev.driftline.serving.hints;

import org.jspecify.annotations.NullMarked;

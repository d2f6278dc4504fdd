package dev.driftline.serving.slots;

import java.util.Locale;

/** Why an adapter is refused: the metric's tag. */
enum Reason {
    /** The record cannot be read, or contradicts itself. */
    UNREADABLE,
    /** Bytes and digest disagree. */
    DIGEST,
    /** The bytes are no adapter for this base, or more than memory may hold. */
    UNFIT,
    /** Loaded, but does not answer sensibly. */
    SELF_TEST,
    /** Its labels are not the domain's, or lie in another order. */
    LABELS;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

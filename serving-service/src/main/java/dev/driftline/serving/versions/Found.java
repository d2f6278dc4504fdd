package dev.driftline.serving.versions;

import dev.driftline.serving.slots.Lease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of looking for a version. */
public sealed interface Found {
    /** Loaded; whoever asked closes it. */
    record Here(Lease lease) implements Found {}

    /** The domain never had it. */
    record Unknown(String why) implements Found {}

    /** There was one, and it can be loaded no more. */
    record Gone(String why) implements Found {}

    /**
     * Nothing was live then.
     *
     * @param firstAt when the first version went live; null: none has yet
     */
    record NotThen(Instant then, @Nullable Instant firstAt) implements Found {}

    /** That is no question. */
    record Invalid(String field, String why) implements Found {}

    /** As many as may are at it already. */
    record Busy(String why) implements Found {}

    /** Not to be had now. */
    record Away(String why) implements Found {}
}

package dev.driftline.serving.predict;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.SlotStatus;
import dev.driftline.contracts.version.VersionRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can come of asking. */
public sealed interface Reply {
    /**
     * Where an answer's time went.
     *
     * @param waited for the engine
     * @param computed by the engine, in whatever calls
     * @param form of the base that gave its last text
     */
    record Effort(Duration waited, Duration computed, String form) {}

    /** From one version, with all labels of its head, in the order of its scores. */
    record Answered(Prediction prediction, List<String> labels, Effort effort) implements Reply {}

    /** What a slot holds. */
    record Told(SlotStatus status) implements Reply {}

    /** The question is at fault. */
    record Invalid(String field, String why) implements Reply {}

    /** The body is longer than is read. */
    record TooLarge() implements Reply {}

    /** There is no such domain. */
    record Unknown(DomainName domain) implements Reply {}

    /** Nor can there be one: it is no domain's name. */
    record NoName(String why) implements Reply {}

    /** The domain has no live version yet. */
    record NoVersion(DomainName domain) implements Reply {}

    /**
     * What is loaded has not learned up to where it was asked for, and what has did not come in time.
     *
     * @param mayPass whether another may be here a little later; not where a version was asked for, which stays what it is
     */
    record Stale(DomainName domain, long atLeast, VersionRef available, boolean mayPass) implements Reply {}

    /** The domain never had such a version. */
    record NoSuchVersion(DomainName domain, String why) implements Reply {}

    /** There was such a version, and it can be loaded no more. */
    record VersionGone(DomainName domain, String why) implements Reply {}

    /**
     * Nothing was live then.
     *
     * @param firstAt when the first version went live; null: none has yet
     */
    record NotLiveThen(
            DomainName domain, Instant then, @Nullable Instant firstAt) implements Reply {}

    /** There ought to be an answer, but not here and now. */
    record NotLoaded(DomainName domain, String why) implements Reply {}

    /** More is asked than can be borne. */
    record Busy(String why) implements Reply {}

    /** The answer would not come in time. */
    record Late(Duration patience) implements Reply {}
}

package dev.driftline.contracts.version;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that made a version.
 *
 * @param format the manifest's format
 * @param spec number of the spec it was trained under
 * @param base digest of the frozen weights
 * @param seed of every draw of this update
 * @param windowIndex place of the window in the domain, from 0
 * @param parent the trunk's version before, null for the first and for one that was imported
 * @param interval of the window
 * @param validation the next window, where BiDoRA's upper level looked at it; null where it looked at a part of this one, or there is none
 * @param exclusions stretches since the parent that were not learned
 * @param trained examples of the window that were learned
 * @param examined examples of the window that went to the exam
 * @param drawn examples drawn from memory
 * @param duplicates records of the window that were counted before
 * @param adapter the blob that serves; {@code state} the trainer's; {@code factors} EDoRA's, else null
 * @param loss mean training loss over the update's steps, in nats
 * @param origin where it was imported from, at an empty interval; null for what was learned here
 * @param temperature fitted on the exam, by which the head's outputs are divided when it serves; null: 1
 * @param newestAt event time of the newest example that its chain has learned; null where it learned none, or the version is older than
 *     this field
 */
public record Manifest(
        int format,
        DomainName domain,
        int version,
        int spec,
        Digest base,
        MethodSettings settings,
        long seed,
        long windowIndex,
        @Nullable Integer parent,
        Interval interval,
        @Nullable Interval validation,
        List<Exclusion> exclusions,
        int trained,
        int examined,
        int drawn,
        int duplicates,
        Digest adapter,
        long adapterBytes,
        Digest state,
        @Nullable Digest factors,
        long learnedUpTo,
        double loss,
        int steps,
        Evidence evidence,
        Running running,
        @Nullable Origin origin,
        @Nullable Double temperature,
        @Nullable Instant newestAt) {
    public static final int FORMAT = 1;

    public Manifest {
        unless(format == FORMAT, "format", "must be " + FORMAT);
        unless(version >= 1, "version", "must be 1 or more");
        unless(parent == null || parent < version, "parent", "must be an earlier version");
        exclusions = List.copyOf(exclusions);
        unless(Math.min(Math.min(examined, drawn), duplicates) >= 0, "examined", "counts must be 0 or more");
        if (origin == null) {
            unless(trained >= 1, "trained", "must be 1 or more: a window without a training example makes no version");
        } else {
            unless(parent == null, "parent", "must be absent: an imported version continues none");
            unless(newestAt == null, "newestAt", "must be absent: an imported version has learned no example");
            unless(
                    trained + examined + drawn + duplicates == 0 && interval.from() == interval.to(),
                    "interval",
                    "must be empty: an imported version has learned nothing of the log");
        }
        unless(Double.isFinite(loss), "loss", "must be finite");
        unless(
                temperature == null || (temperature > 0 && Double.isFinite(temperature)),
                "temperature",
                "must be a positive number");
        unless(learnedUpTo == interval.to(), "learnedUpTo", "must be the end of the interval");
        unless(
                validation == null || validation.continues(interval),
                "validation",
                "must begin where the interval ends");
    }

    /** This version as a pointer. */
    public VersionRef ref() {
        return new VersionRef(version, adapter, adapterBytes, learnedUpTo, newestAt);
    }
}

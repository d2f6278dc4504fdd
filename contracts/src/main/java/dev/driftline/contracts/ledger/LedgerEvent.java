package dev.driftline.contracts.ledger;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.LogMark;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a domain. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LedgerEvent.Created.class, name = "created"),
    @JsonSubTypes.Type(value = LedgerEvent.VersionAdded.class, name = "version-added"),
    @JsonSubTypes.Type(value = LedgerEvent.Promoted.class, name = "promoted"),
    @JsonSubTypes.Type(value = LedgerEvent.RolledBack.class, name = "rolled-back"),
    @JsonSubTypes.Type(value = LedgerEvent.Released.class, name = "released"),
    @JsonSubTypes.Type(value = LedgerEvent.Withheld.class, name = "withheld"),
    @JsonSubTypes.Type(value = LedgerEvent.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = LedgerEvent.Continued.class, name = "continued"),
    @JsonSubTypes.Type(value = LedgerEvent.TrafficSet.class, name = "traffic-set")
})
public sealed interface LedgerEvent {
    /**
     * The domain begins.
     *
     * @param position the partition's end offset at that moment
     */
    record Created(DomainSpec spec, Place place, long seed, long position) implements LedgerEvent {
        public Created {
            unless(position >= 0, "position", "must be 0 or more");
        }
    }

    /**
     * The trunk grew by a version, the position moved to its learnedUpTo, and the gate decided: all in this one entry. One that was
     * imported moves the trunk to itself and the position nowhere.
     */
    record VersionAdded(Manifest manifest, @Nullable LogMark mark, Decision decision) implements LedgerEvent {
        /** The version as a pointer; where the manifest is older than its event time, the mark tells when the window ended. */
        public VersionRef ref() {
            return manifest.newestAt() != null || mark == null || manifest.origin() != null
                    ? manifest.ref()
                    : manifest.ref().learnedAt(Instant.ofEpochMilli(mark.timestampMillis()));
        }
    }

    /** A person made {@code version} live. */
    record Promoted(VersionRef version) implements LedgerEvent {}

    /** A person named an earlier version to serve; the domain is on hold from here. */
    record RolledBack(VersionRef version) implements LedgerEvent {}

    /**
     * The hold ended and the gate decided again, on the newest trunk version.
     *
     * @param version that version; null when the trunk has none
     */
    record Released(@Nullable VersionRef version, Decision decision) implements LedgerEvent {}

    /** A window made no version: its stretch is passed over, the trunk stays. */
    record Withheld(Exclusion exclusion, @Nullable LogMark mark) implements LedgerEvent {}

    /** Learning stopped until a person continues it. */
    record Stopped(String reason) implements LedgerEvent {}

    /**
     * Learning goes on.
     *
     * @param newLog whether the place now holds another log than before, so that offsets of the old one mean nothing
     * @param position where it goes on
     */
    record Continued(Place place, boolean newLog, long position) implements LedgerEvent {}

    /**
     * A person shared the domain's clients out, or ended that.
     *
     * @param rule null: all go to the champion again
     */
    record TrafficSet(@Nullable TrafficRule rule) implements LedgerEvent {}
}

package dev.driftline.contracts.ledger;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A domain after a ledger entry: all that is needed to go on.
 *
 * @param ledgerId nonce of entry 1: a domain created anew is another ledger
 * @param number of the entry
 * @param seed from which all chance of the domain comes
 * @param stopped why learning stopped; null while it runs
 * @param held whether nothing is promoted until a release
 * @param begun the offset at which the domain begins in its log: records below it were never the domain's
 * @param position the offset up to which the domain has consumed its partition
 * @param mark the last record below the position, once a window has been cut
 * @param logGeneration how many logs the place has held; offsets kept from an earlier one mean nothing
 * @param windows how many windows have been cut, an import being an empty one: the index of the next
 * @param champion what is live; null before the first
 * @param earlierChampions newest first, bounded: where a rollback goes
 * @param trunk null before the first version
 * @param newest the trunk's newest version as a pointer, for a release; null before the first
 * @param evidence of the newest version, for a release; null before the first, and when that was imported
 * @param versions number of the last version
 * @param pendingExclusions stretches passed over since the newest version
 * @param nextWindow the next window as the newest version was validated on it: it is cut just so; null where the policy decides
 * @param traffic the share of clients that goes to another version than the champion; null: none
 * @param ofEarlierLog the last version that learned from an earlier log of the place: what such a one learned up to is no offset of this
 *     log; null where there is none
 */
public record DomainState(
        DomainName domain,
        String ledgerId,
        long number,
        DomainSpec spec,
        Place place,
        long seed,
        @Nullable String stopped,
        boolean held,
        long begun,
        long position,
        @Nullable LogMark mark,
        int logGeneration,
        long windows,
        @Nullable VersionRef champion,
        List<VersionRef> earlierChampions,
        @Nullable Trunk trunk,
        @Nullable VersionRef newest,
        @Nullable Evidence evidence,
        int versions,
        List<Exclusion> pendingExclusions,
        @Nullable Interval nextWindow,
        @Nullable TrafficRule traffic,
        @Nullable Integer ofEarlierLog) {
    static final int CHAMPIONS_KEPT = 10;

    public DomainState {
        unless(number >= 1, "number", "must be 1 or more");
        unless(begun >= 0, "begun", "must be 0 or more");
        unless(position >= begun, "position", "must not lie before the domain's beginning");
        unless(windows >= 0 && versions >= 0 && versions <= windows, "versions", "must not pass the windows");
        unless((trunk == null) == (versions == 0), "trunk", "is there once there is a version");
        unless(champion == null || champion.version() <= versions, "champion", "must be a version of the domain");
        unless(
                nextWindow == null || (nextWindow.from() == position && nextWindow.to() > position),
                "nextWindow",
                "must begin at the position and not be empty");
        unless(
                traffic == null || traffic.version().version() <= versions && !isLive(traffic.version(), champion),
                "traffic",
                "must name a version of the domain that is not the champion");
        earlierChampions = List.copyOf(earlierChampions);
        pendingExclusions = List.copyOf(pendingExclusions);
    }

    /** The trunk's newest version where that is not live: what a release would decide on, and a person may promote. */
    public Optional<VersionRef> candidate() {
        return Optional.ofNullable(newest).filter(version -> !isLive(version, champion));
    }

    private static boolean isLive(VersionRef version, @Nullable VersionRef champion) {
        return champion != null && champion.version() == version.version();
    }
}

package dev.driftline.contracts.ledger;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** History is a fold: the state after an event, from the state before it. A pure function. */
public final class Fold {
    private Fold() {}

    /** The state after a domain's first event. */
    public static DomainState first(DomainName domain, String nonce, LedgerEvent.Created created) {
        return new DomainState(
                domain,
                nonce,
                1,
                created.spec(),
                created.place(),
                created.seed(),
                null,
                false,
                created.position(),
                created.position(),
                null,
                1,
                0,
                null,
                List.of(),
                null,
                null,
                null,
                0,
                List.of(),
                null,
                null,
                null);
    }

    /** The state after {@code event}; throws when the event cannot follow {@code before}. */
    public static DomainState next(DomainState before, LedgerEvent event) {
        Draft draft = new Draft(before);
        switch (event) {
            case LedgerEvent.Created ignored -> throw new IllegalStateException(before.domain() + " exists already");
            case LedgerEvent.VersionAdded added -> add(draft, added);
            case LedgerEvent.Promoted promoted -> {
                draft.require(!draft.held, "nothing is promoted while held");
                draft.promote(promoted.version());
            }
            case LedgerEvent.RolledBack back -> draft.rollBack(back.version());
            case LedgerEvent.Released released -> release(draft, released);
            case LedgerEvent.Withheld withheld -> withhold(draft, withheld);
            case LedgerEvent.Stopped stopped -> draft.stopped = stopped.reason();
            case LedgerEvent.Continued continued -> resume(draft, continued);
            case LedgerEvent.TrafficSet set -> draft.traffic = set.rule();
        }
        return draft.state();
    }

    private static void add(Draft draft, LedgerEvent.VersionAdded added) {
        Manifest manifest = added.manifest();
        draft.require(manifest.version() == draft.versions + 1, "version " + manifest.version() + " is not the next");
        draft.require(manifest.domain().equals(draft.before.domain()), "the version is of " + manifest.domain());
        draft.require(manifest.windowIndex() == draft.windows, "window " + manifest.windowIndex() + " is not the next");
        boolean imported = manifest.origin() != null;
        Integer trunk = draft.trunk == null || imported ? null : draft.trunk.version();
        draft.require(Objects.equals(manifest.parent(), trunk), "the version does not continue the trunk");
        draft.require(manifest.interval().from() == draft.position, "the window does not begin at the position");
        draft.require(
                imported || draft.nextWindow == null || draft.nextWindow.equals(manifest.interval()),
                "the window is not the one that the version before was validated on");
        draft.position = manifest.learnedUpTo();
        draft.nextWindow = manifest.validation();
        draft.mark = added.mark();
        draft.windows++;
        draft.versions = manifest.version();
        draft.trunk = Trunk.of(manifest);
        draft.newest = added.ref();
        draft.evidence = imported ? null : manifest.evidence();
        draft.exclusions = List.of();
        if (added.decision().promote()) {
            draft.require(!draft.held, "nothing is promoted while held");
            draft.promote(added.ref());
        }
    }

    private static void release(Draft draft, LedgerEvent.Released released) {
        draft.held = false;
        if (released.decision().promote() && released.version() != null) {
            draft.promote(released.version());
        }
    }

    private static void withhold(Draft draft, LedgerEvent.Withheld withheld) {
        draft.require(
                withheld.exclusion().interval().from() == draft.position, "the window does not begin at the position");
        draft.position = withheld.exclusion().interval().to();
        draft.nextWindow = null;
        draft.mark = withheld.mark();
        draft.windows++;
        draft.exclusions = Exclusion.append(draft.exclusions, withheld.exclusion());
    }

    private static void resume(Draft draft, LedgerEvent.Continued continued) {
        draft.stopped = null;
        draft.place = continued.place();
        draft.require(continued.newLog() || continued.position() == draft.position, "a position never moves by itself");
        if (continued.newLog()) {
            draft.logGeneration++;
            draft.begun = continued.position();
            draft.mark = null;
            draft.ofEarlierLog = draft.versions == 0 ? null : Integer.valueOf(draft.versions);
        }
        draft.nextWindow = null;
        draft.position = continued.position();
    }

    /** The state while it is being changed. */
    private static final class Draft {
        private final DomainState before;
        private Place place;
        private @Nullable String stopped;
        private boolean held;
        private long begun;
        private long position;
        private @Nullable LogMark mark;
        private int logGeneration;
        private long windows;
        private @Nullable VersionRef champion;
        private List<VersionRef> earlier;
        private @Nullable Trunk trunk;
        private @Nullable VersionRef newest;
        private @Nullable Evidence evidence;
        private int versions;
        private List<Exclusion> exclusions;
        private @Nullable Interval nextWindow;
        private @Nullable TrafficRule traffic;
        private @Nullable Integer ofEarlierLog;

        private Draft(DomainState before) {
            this.before = before;
            place = before.place();
            stopped = before.stopped();
            held = before.held();
            begun = before.begun();
            position = before.position();
            mark = before.mark();
            logGeneration = before.logGeneration();
            windows = before.windows();
            champion = before.champion();
            earlier = before.earlierChampions();
            trunk = before.trunk();
            newest = before.newest();
            evidence = before.evidence();
            versions = before.versions();
            exclusions = before.pendingExclusions();
            nextWindow = before.nextWindow();
            traffic = before.traffic();
            ofEarlierLog = before.ofEarlierLog();
        }

        private void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalStateException(before.domain() + " at entry " + before.number() + ": " + message);
            }
        }

        /** A rule whose own version goes live has served; one on any other version goes on beside the new champion. */
        private void promote(VersionRef version) {
            VersionRef old = champion;
            if (old != null && old.version() != version.version()) {
                List<VersionRef> all = new ArrayList<>(earlier);
                all.removeIf(one -> one.version() == version.version() || one.version() == old.version());
                all.addFirst(old);
                earlier = all.subList(0, Math.min(all.size(), DomainState.CHAMPIONS_KEPT));
            }
            champion = version;
            if (traffic != null && traffic.version().version() == version.version()) {
                traffic = null;
            }
        }

        /**
         * What was rolled back from, and what came after the version named, is nowhere to roll back to again. Whoever goes back wants one
         * version to answer: a traffic rule ends.
         */
        private void rollBack(VersionRef version) {
            List<VersionRef> all = new ArrayList<>(earlier);
            all.removeIf(one -> one.version() >= version.version());
            earlier = all;
            champion = version;
            held = true;
            traffic = null;
        }

        private DomainState state() {
            return new DomainState(
                    before.domain(),
                    before.ledgerId(),
                    before.number() + 1,
                    before.spec(),
                    place,
                    before.seed(),
                    stopped,
                    held,
                    begun,
                    position,
                    mark,
                    logGeneration,
                    windows,
                    champion,
                    earlier,
                    trunk,
                    newest,
                    evidence,
                    versions,
                    exclusions,
                    nextWindow,
                    traffic,
                    ofEarlierLog);
        }
    }
}

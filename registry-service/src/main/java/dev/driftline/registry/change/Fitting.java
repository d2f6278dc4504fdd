package dev.driftline.registry.change;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether what a trainer hands over is what comes next in a domain. Pure; throws what is wrong, by field. */
final class Fitting {
    static final int MAX_REASON = 1_000;

    private Fitting() {}

    static void checkDomain(DomainName domain, Offer offer) {
        unless(
                offer.manifest().domain().equals(domain),
                "domain",
                "the manifest is of " + offer.manifest().domain());
    }

    static void check(DomainState state, Offer offer) {
        Manifest manifest = offer.manifest();
        expect("version", state.versions() + 1, manifest.version());
        expect("spec", state.spec().number(), manifest.spec());
        expect("settings", state.spec().settings(), manifest.settings());
        expect("windowIndex", state.windows(), manifest.windowIndex());
        expect("exclusions", state.pendingExclusions(), manifest.exclusions());
        checkBeginning(state, manifest.interval());
        if (manifest.origin() != null) {
            expect("mark", state.mark(), offer.mark());
            return;
        }
        expect("parent", state.trunk() == null ? null : state.trunk().version(), manifest.parent());
        checkEnd(manifest.interval());
        checkMark(manifest.interval(), offer.mark());
    }

    static void check(DomainState state, WithholdRequest request) {
        checkBeginning(state, request.exclusion().interval());
        checkEnd(request.exclusion().interval());
        checkMark(request.exclusion().interval(), request.mark());
        checkReason(request.exclusion().reason());
    }

    static void checkReason(String reason) {
        unless(
                !reason.isBlank() && reason.length() <= MAX_REASON,
                "reason",
                "must be 1.." + MAX_REASON + " characters");
    }

    private static void checkBeginning(DomainState state, Interval interval) {
        Place place = state.place();
        expect("interval.topicId", place.topicId(), interval.topicId());
        expect("interval.partition", place.partition(), interval.partition());
        expect("interval.from", state.position(), interval.from());
    }

    private static void checkEnd(Interval interval) {
        unless(interval.to() > interval.from(), "interval.to", "must lie past its beginning");
    }

    private static void checkMark(Interval interval, @Nullable LogMark mark) {
        unless(mark != null && mark.offset() < interval.to(), "mark", "must be a record below " + interval.to());
    }

    private static void expect(String field, @Nullable Object expected, @Nullable Object actual) {
        unless(Objects.equals(expected, actual), field, "must be " + expected + " here, not " + actual);
    }
}

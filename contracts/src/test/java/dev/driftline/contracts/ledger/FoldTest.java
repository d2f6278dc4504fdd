package dev.driftline.contracts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.Samples;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.LedgerEvent.Continued;
import dev.driftline.contracts.ledger.LedgerEvent.Promoted;
import dev.driftline.contracts.ledger.LedgerEvent.Released;
import dev.driftline.contracts.ledger.LedgerEvent.RolledBack;
import dev.driftline.contracts.ledger.LedgerEvent.Stopped;
import dev.driftline.contracts.ledger.LedgerEvent.TrafficSet;
import dev.driftline.contracts.ledger.LedgerEvent.VersionAdded;
import dev.driftline.contracts.ledger.LedgerEvent.Withheld;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FoldTest {
    private static final DomainState NEWBORN = Samples.newborn();
    private static final Decision YES = new Decision(true, "better");
    private static final Decision NO = new Decision(false, "worse");

    @Test
    void aDomainBeginsAtTheEndOfItsPartitionWithNothingLive() {
        assertThat(NEWBORN.number()).isEqualTo(1);
        assertThat(NEWBORN.ledgerId()).isEqualTo("nonce-1");
        assertThat(NEWBORN.position()).isEqualTo(100);
        assertThat(NEWBORN.champion()).isNull();
        assertThat(NEWBORN.trunk()).isNull();
        assertThat(NEWBORN.held()).isFalse();
    }

    @Test
    void aVersionMovesPositionMarkAndTrunkAndGoesLiveWhenTheGateSaysSo() {
        DomainState state = add(NEWBORN, YES);

        assertThat(state.number()).isEqualTo(2);
        assertThat(state.position()).isEqualTo(164);
        assertThat(state.mark()).isEqualTo(Samples.mark(163));
        assertThat(state.windows()).isEqualTo(1);
        assertThat(Objects.requireNonNull(state.trunk()).version()).isEqualTo(1);
        assertThat(state.champion()).isEqualTo(state.newest());
    }

    @Test
    void aVersionThatTheGateRefusesContinuesTheTrunkAndLeavesTheChampion() {
        DomainState one = add(NEWBORN, YES);
        DomainState two = add(one, NO);

        assertThat(Objects.requireNonNull(two.trunk()).version()).isEqualTo(2);
        assertThat(two.champion()).isEqualTo(one.champion());
        assertThat(Objects.requireNonNull(two.newest()).version()).isEqualTo(2);
    }

    @Test
    void anImportMovesTheTrunkToItselfAndThePositionNowhere() {
        DomainState one = add(NEWBORN, YES);
        Manifest imported = Samples.imported(one);
        DomainState two = Fold.next(one, new VersionAdded(imported, one.mark(), NO));

        assertThat(Objects.requireNonNull(two.trunk()).adapter()).isEqualTo(imported.adapter());
        assertThat(two.position()).isEqualTo(one.position());
        assertThat(two.mark()).isEqualTo(one.mark());
        assertThat(two.champion()).isEqualTo(one.champion());
        assertThat(two.evidence()).isNull();
        DomainState three = add(two, YES);
        assertThat(three.versions()).isEqualTo(3);
        assertThat(Objects.requireNonNull(three.champion()).version()).isEqualTo(3);
    }

    @Test
    void anImportComesInAlsoWhereTheNextWindowIsNamedAndNamesNone() {
        DomainState one = Fold.next(
                NEWBORN, new VersionAdded(Samples.manifest(NEWBORN, 64, Samples.interval(164, 200)), null, YES));
        DomainState two = Fold.next(one, new VersionAdded(Samples.imported(one), one.mark(), NO));
        assertThat(two.nextWindow()).isNull();
    }

    @Test
    void anImportThatSaysItLearnedIsNoManifest() {
        Manifest imported = Samples.imported(NEWBORN);
        String json = Json.text(imported);
        assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), Manifest.class))
                .isEqualTo(imported);
        assertThatThrownBy(() -> Json.read(
                        json.replace("\"drawn\":0", "\"drawn\":1").getBytes(StandardCharsets.UTF_8), Manifest.class))
                .hasMessageContaining("learned nothing of the log");
        String fresh = json.substring(0, json.length() - 1) + ",\"newestAt\":\"2026-01-31T12:00:00Z\"}";
        assertThatThrownBy(() -> Json.read(fresh.getBytes(StandardCharsets.UTF_8), Manifest.class))
                .hasMessageContaining("newestAt: must be absent");
        String learned = json.substring(0, json.indexOf(",\"origin\"")) + "}";
        assertThatThrownBy(() -> Json.read(learned.getBytes(StandardCharsets.UTF_8), Manifest.class))
                .hasMessageContaining("trained: must be 1 or more");
    }

    @Test
    void aVersionIsAsFreshAsItsManifestSaysAndAnOlderOnesAsItsMark() {
        Instant newest = Samples.NOON.minusSeconds(90);
        Manifest told = Samples.manifest(NEWBORN, 64, null, newest);
        assertThat(new VersionAdded(told, Samples.mark(163), YES).ref().newestAt())
                .isEqualTo(newest);
        Manifest older = Samples.manifest(NEWBORN, 64);
        assertThat(new VersionAdded(older, Samples.mark(163), YES).ref().newestAt())
                .isEqualTo(Instant.ofEpochMilli(Samples.mark(163).timestampMillis()));
        assertThat(new VersionAdded(Samples.imported(NEWBORN), Samples.mark(163), NO)
                        .ref()
                        .newestAt())
                .isNull();
    }

    @Test
    void aPositionNeverGoesBackOrLeavesAGap() {
        DomainState one = add(NEWBORN, YES);
        Manifest again = Samples.manifest(NEWBORN, 64);

        assertThatThrownBy(() -> Fold.next(one, new VersionAdded(again, null, NO)))
                .hasMessage("spam at entry 2: version 1 is not the next");
        assertThatThrownBy(() -> Fold.next(one, withheld(150, 200)))
                .hasMessage("spam at entry 2: the window does not begin at the position");
        assertThatThrownBy(() -> Fold.next(one, withheld(170, 200)))
                .hasMessage("spam at entry 2: the window does not begin at the position");
        assertThatThrownBy(() -> Fold.next(one, new Continued(Samples.PLACE, false, 100)))
                .hasMessage("spam at entry 2: a position never moves by itself");
    }

    @Test
    void theWindowThatAVersionWasValidatedOnIsTheNextAndNoOther() {
        Manifest first = Samples.manifest(NEWBORN, 64, Samples.interval(164, 200));
        DomainState one = Fold.next(NEWBORN, new VersionAdded(first, null, YES));
        assertThat(one.nextWindow()).isEqualTo(Samples.interval(164, 200));
        assertThat(Fold.next(one, new Stopped("a test")).nextWindow()).isEqualTo(Samples.interval(164, 200));

        assertThatThrownBy(() -> Fold.next(one, new VersionAdded(Samples.manifest(one, 64), null, NO)))
                .hasMessage("spam at entry 2: the window is not the one that the version before was validated on");
        DomainState two = Fold.next(one, new VersionAdded(Samples.manifest(one, 36), null, NO));
        assertThat(two.nextWindow()).isNull();
    }

    @Test
    void aWindowThatIsWithheldOrLeftByAContinueIsNamedNoMore() {
        Manifest first = Samples.manifest(NEWBORN, 64, Samples.interval(164, 200));
        DomainState one = Fold.next(NEWBORN, new VersionAdded(first, null, YES));
        assertThat(Fold.next(one, withheld(164, 200)).nextWindow()).isNull();
        DomainState stopped = Fold.next(one, new Stopped("a test"));
        assertThat(Fold.next(stopped, new Continued(Samples.PLACE, false, 164)).nextWindow())
                .isNull();
        assertThat(Fold.next(stopped, new Continued(Samples.PLACE, true, 300)).nextWindow())
                .isNull();
    }

    @Test
    void aWithheldWindowIsPassedOverAndToldByTheNextVersion() {
        DomainState withheld = Fold.next(add(NEWBORN, YES), withheld(164, 228));
        assertThat(withheld.position()).isEqualTo(228);
        assertThat(withheld.windows()).isEqualTo(2);
        assertThat(Objects.requireNonNull(withheld.trunk()).version()).isEqualTo(1);
        assertThat(withheld.pendingExclusions()).hasSize(1);

        Manifest next = Samples.manifest(withheld, 64);
        assertThat(next.exclusions()).hasSize(1);
        assertThat(Fold.next(withheld, new VersionAdded(next, null, NO)).pendingExclusions())
                .isEmpty();
    }

    @Test
    void aRollbackHoldsAndAHeldDomainPromotesNothing() {
        DomainState two = add(add(NEWBORN, YES), YES);
        DomainState back = Fold.next(two, new RolledBack(two.earlierChampions().getFirst()));

        assertThat(version(back)).isEqualTo(1);
        assertThat(back.held()).isTrue();
        assertThat(version(add(back, NO))).isEqualTo(1);
        assertThatThrownBy(() -> add(back, YES)).hasMessage("spam at entry 4: nothing is promoted while held");
        VersionRef newest = Objects.requireNonNull(back.newest());
        assertThatThrownBy(() -> Fold.next(back, new Promoted(newest)))
                .hasMessage("spam at entry 4: nothing is promoted while held");
    }

    @Test
    void aSecondRollbackGoesFurtherBackAndNeverToWhatWasRolledBackFrom() {
        DomainState three = add(add(add(NEWBORN, YES), YES), YES);
        DomainState two =
                Fold.next(three, new RolledBack(three.earlierChampions().getFirst()));
        DomainState one = Fold.next(two, new RolledBack(two.earlierChampions().getFirst()));

        assertThat(version(two)).isEqualTo(2);
        assertThat(version(one)).isEqualTo(1);
        assertThat(one.earlierChampions()).isEmpty();
    }

    @Test
    void aReleaseEndsTheHoldAndPromotesOnlyWhenTheGateSaysSo() {
        DomainState two = add(add(NEWBORN, YES), YES);
        DomainState held = Fold.next(two, new RolledBack(two.earlierChampions().getFirst()));

        DomainState yes = Fold.next(held, new Released(held.newest(), YES));
        DomainState no = Fold.next(held, new Released(held.newest(), NO));

        assertThat(yes.held()).isFalse();
        assertThat(version(yes)).isEqualTo(2);
        assertThat(no.held()).isFalse();
        assertThat(version(no)).isEqualTo(1);
    }

    @Test
    void earlierChampionsAreNewestFirstDifferAndAreBounded() {
        DomainState state = NEWBORN;
        for (int i = 0; i < 15; i++) {
            state = add(state, YES);
        }
        assertThat(state.earlierChampions())
                .extracting(VersionRef::version)
                .containsExactly(14, 13, 12, 11, 10, 9, 8, 7, 6, 5);

        DomainState older =
                Fold.next(state, new Promoted(state.earlierChampions().get(4)));
        assertThat(version(older)).isEqualTo(10);
        assertThat(older.earlierChampions())
                .extracting(VersionRef::version)
                .containsExactly(15, 14, 13, 12, 11, 9, 8, 7, 6, 5);
    }

    @Test
    void aStoppedDomainGoesOnWhereItWas() {
        DomainState one = add(NEWBORN, YES);
        DomainState stopped = Fold.next(one, new Stopped("records are gone"));
        DomainState on = Fold.next(stopped, new Continued(Samples.PLACE, false, one.position()));

        assertThat(stopped.stopped()).isEqualTo("records are gone");
        assertThat(on.stopped()).isNull();
        assertThat(on.position()).isEqualTo(one.position());
        assertThat(on.logGeneration()).isEqualTo(1);
        assertThat(on.mark()).isEqualTo(one.mark());
    }

    @Test
    void anotherLogInThePlaceIsAnotherGenerationWhoseOffsetsBeginAnew() {
        DomainState stopped = Fold.next(add(NEWBORN, YES), new Stopped("the topic was re-created"));
        Place anew = new Place("examples", "another-topic-id", 3);
        DomainState on = Fold.next(stopped, new Continued(anew, true, 5));

        assertThat(on.place()).isEqualTo(anew);
        assertThat(on.position()).isEqualTo(5);
        assertThat(on.logGeneration()).isEqualTo(2);
        assertThat(on.mark()).isNull();
        assertThat(version(on)).isEqualTo(1);
        assertThat(on.ofEarlierLog()).isEqualTo(1);
        assertThat(stopped.ofEarlierLog()).isNull();
    }

    @Test
    void aCandidateIsTheNewestVersionWhereThatIsNotLive() {
        DomainState one = add(NEWBORN, YES);
        assertThat(NEWBORN.candidate()).isEmpty();
        assertThat(one.candidate()).isEmpty();
        DomainState two = add(one, NO);
        assertThat(two.candidate()).contains(Objects.requireNonNull(two.newest()));
        assertThat(add(two, YES).candidate()).isEmpty();
    }

    @Test
    void aTrafficRuleStaysBesideOtherChampionsAndEndsWhenItsOwnVersionIsLive() {
        DomainState two = add(add(NEWBORN, YES), NO);
        DomainState shared = Fold.next(two, new TrafficSet(rule(two)));
        assertThat(shared.traffic()).isEqualTo(rule(two));
        assertThat(add(shared, YES).traffic()).isEqualTo(rule(two));
        assertThat(Fold.next(shared, new Stopped("a test")).traffic()).isEqualTo(rule(two));
        assertThat(Fold.next(shared, new Promoted(rule(two).version())).traffic())
                .isNull();
        assertThat(Fold.next(shared, new TrafficSet(null)).traffic()).isNull();
    }

    @Test
    void aRollbackEndsATrafficRule() {
        DomainState three = add(add(add(NEWBORN, YES), YES), NO);
        DomainState shared = Fold.next(three, new TrafficSet(rule(three)));
        assertThat(Fold.next(shared, new RolledBack(shared.earlierChampions().getFirst()))
                        .traffic())
                .isNull();
    }

    @Test
    void aTrafficRuleOnTheChampionOrOnNoVersionIsNoState() {
        DomainState one = add(NEWBORN, YES);
        assertThatThrownBy(() -> Fold.next(one, new TrafficSet(rule(one)))).hasMessageContaining("traffic: must name");
        TrafficRule beyond = new TrafficRule(Samples.manifest(one, 64).ref(), 0.5, TrafficRule.Mode.RETURNED);
        assertThatThrownBy(() -> Fold.next(one, new TrafficSet(beyond))).hasMessageContaining("traffic: must name");
    }

    @Test
    void aDomainIsCreatedOnce() {
        assertThatThrownBy(() -> Fold.next(NEWBORN, Samples.created())).hasMessage("spam exists already");
    }

    private static DomainState add(DomainState state, Decision decision) {
        Manifest manifest = Samples.manifest(state, 64);
        return Fold.next(state, new VersionAdded(manifest, Samples.mark(manifest.learnedUpTo() - 1), decision));
    }

    private static Withheld withheld(long from, long to) {
        return new Withheld(new Exclusion(Samples.interval(from, to), "the loss was not finite"), null);
    }

    private static TrafficRule rule(DomainState onTheNewestOf) {
        return new TrafficRule(Objects.requireNonNull(onTheNewestOf.newest()), 0.1, TrafficRule.Mode.RETURNED);
    }

    private static int version(DomainState state) {
        return Objects.requireNonNull(state.champion()).version();
    }
}

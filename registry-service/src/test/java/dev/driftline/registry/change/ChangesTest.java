package dev.driftline.registry.change;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.StopRequest;
import dev.driftline.contracts.ledger.TrafficRequest;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.ledger.Trunk;
import dev.driftline.contracts.ledger.VersionRequest;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Appended;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.PaperLog;
import dev.driftline.registry.store.MemoryStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final MemoryStore store = new MemoryStore();
    private final Blobs blobs = new Blobs(store);
    private final PaperLog log = new PaperLog();
    private final AtomicInteger nonces = new AtomicInteger();
    private final List<Long> heard = new ArrayList<>();
    private final Ledger ledger = new Ledger(store, Clock.systemUTC(), new Fault(""));
    private final Creation creation = new Creation(ledger, log, this::nonce, () -> 4711, this::hear);
    private final Changes changes = new Changes(ledger, blobs, log, this::nonce, this::hear);

    @BeforeEach
    void create() {
        log.setOffsets(0, 40);
        creation.create(request(SPAM));
    }

    @Test
    void aDomainBeginsAtItsPlacesEndWithDefaultsAndASeed() {
        DomainState state = state();
        assertThat(state.position()).isEqualTo(40);
        assertThat(state.seed()).isEqualTo(4711);
        assertThat(state.spec()).isEqualTo(Samples.SPEC);
        assertThat(state.place().topicId()).isEqualTo("topic-one");
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void theSameNameTwiceIsRefused() {
        assertThatThrownBy(() -> creation.create(request(SPAM)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("already");
    }

    @Test
    void withoutABrokerNoDomainIsCreated() {
        log.setAway(true);
        DomainName other = new DomainName("other");
        assertThatThrownBy(() -> creation.create(request(other))).isInstanceOf(BrokerAway.class);
        assertThat(ledger.newest(other)).isEmpty();
    }

    @Test
    void anOfferBecomesOneEntryWithTheGatesDecision() {
        LedgerEntry entry = add(Samples.FINE);
        assertThat(entry.number()).isEqualTo(2);
        assertThat(entry.state().champion()).isNotNull();
        assertThat(entry.state().position()).isEqualTo(50);
        assertThat(((LedgerEvent.VersionAdded) entry.event()).decision().reason())
                .contains("most frequent label");
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void aWorseVersionJoinsTheTrunkAndStaysBehind() {
        add(Samples.FINE);
        DomainState state = add(Samples.WORSE).state();
        assertThat(state.versions()).isEqualTo(2);
        assertThat(state.trunk()).extracting(Trunk::version).isEqualTo(2);
        assertThat(live(state)).isEqualTo(1);
    }

    @Test
    void anOfferOnAnOldNumberLosesAndLearnsTheNewest() {
        Offer offer = Samples.offer(state(), "late", Samples.FINE, blobs);
        LedgerEntry newest = add(Samples.FINE);
        assertThat(changes.offer(SPAM, offer)).isEqualTo(new Appended.Lost(newest));
    }

    @Test
    void anOfferSentAgainAfterALostAnswerFindsItsEntry() {
        Offer offer = Samples.offer(state(), "mine", Samples.FINE, blobs);
        Appended first = changes.offer(SPAM, offer);
        assertThat(changes.offer(SPAM, offer)).isEqualTo(first);
        add(Samples.FINE);
        assertThat(changes.offer(SPAM, offer)).isEqualTo(first);
    }

    @Test
    void anOfferWithoutItsBlobsIsRefusedByField() {
        Offer offer = Samples.offer(state(), "mine", Samples.FINE, new Blobs(new MemoryStore()));
        assertThatThrownBy(() -> changes.offer(SPAM, offer)).hasMessageContaining("adapter: the blob");
    }

    @Test
    void anOfferThatDoesNotContinueTheStateIsRefusedByField() {
        Offer first = Samples.offer(state(), "mine", Samples.FINE, blobs);
        add(Samples.FINE);
        Offer stale = new Offer(2, "n", first.manifest(), first.mark());
        assertThatThrownBy(() -> changes.offer(SPAM, stale)).hasMessageContaining("version: must be 2 here, not 1");
        Offer unmarked = new Offer(
                2, "n", Samples.offer(state(), "x", Samples.FINE, blobs).manifest(), null);
        assertThatThrownBy(() -> changes.offer(SPAM, unmarked)).hasMessageContaining("mark");
        assertThatThrownBy(() -> changes.offer(new DomainName("other"), stale)).hasMessageContaining("domain");
    }

    @Test
    void aWithheldWindowMovesThePositionAndIsExcludedByTheNextVersion() {
        Exclusion exclusion = new Exclusion(new Interval("topic-one", partition(), 40, 50), "not finite");
        WithholdRequest request = new WithholdRequest(1, "w", exclusion, Samples.mark(50));
        DomainState state = won(changes.withhold(SPAM, request)).state();
        assertThat(state.position()).isEqualTo(50);
        assertThat(state.pendingExclusions()).containsExactly(exclusion);
        DomainState after = add(Samples.FINE).state();
        assertThat(after.pendingExclusions()).isEmpty();
        assertThat(after.windows()).isEqualTo(2);
    }

    @Test
    void aRollbackHoldsTheDomainUntilARelease() {
        add(Samples.FINE);
        add(Samples.FINE);
        DomainState back = changes.rollback(SPAM, new VersionRequest(null)).state();
        assertThat(live(back)).isEqualTo(1);
        assertThat(back.held()).isTrue();
        assertThat(live(add(Samples.FINE).state())).isEqualTo(1);
        assertThatThrownBy(() -> changes.promote(SPAM, new VersionRequest(3)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("on hold");
        LedgerEntry released = changes.release(SPAM);
        assertThat(released.state().held()).isFalse();
        assertThat(live(released.state())).isEqualTo(3);
        assertThat(((LedgerEvent.Released) released.event()).decision().reason())
                .contains("version 1");
    }

    @Test
    void aReleaseRightAfterARollbackToAnotherVersionThanTheEvidencesPromotesNothing() {
        add(Samples.FINE);
        add(Samples.FINE);
        add(Samples.FINE); // examined beside version 2
        changes.rollback(SPAM, new VersionRequest(1));
        LedgerEntry released = changes.release(SPAM);
        assertThat(live(released.state())).isEqualTo(1);
        assertThat(((LedgerEvent.Released) released.event()).decision().reason())
                .contains("beside version 2, but version 1 is live");
    }

    @Test
    void aReleaseWithTheNewestLiveAlreadyPromotesNothing() {
        add(Samples.FINE);
        changes.rollback(SPAM, new VersionRequest(1));
        LedgerEntry released = changes.release(SPAM);
        assertThat(((LedgerEvent.Released) released.event()).decision().promote())
                .isFalse();
        assertThat(live(released.state())).isEqualTo(1);
    }

    @Test
    void aPersonMayPromoteWhatTheGateKeptBack() {
        add(Samples.FINE);
        add(Samples.WORSE);
        assertThat(live(changes.promote(SPAM, new VersionRequest(2)).state())).isEqualTo(2);
        assertThat(live(changes.promote(SPAM, new VersionRequest(2)).state())).isEqualTo(2);
        assertThatThrownBy(() -> changes.promote(SPAM, new VersionRequest(7))).isInstanceOf(Unknown.class);
        assertThatThrownBy(() -> changes.promote(SPAM, new VersionRequest(null)))
                .hasMessageContaining("version");
    }

    @Test
    void whatHoldsAlreadyIsNotWrittenAgain() {
        add(Samples.FINE);
        LedgerEntry live = add(Samples.FINE);
        assertThat(changes.promote(SPAM, new VersionRequest(2))).isEqualTo(live);
        LedgerEntry back = changes.rollback(SPAM, new VersionRequest(1));
        assertThat(changes.rollback(SPAM, new VersionRequest(1))).isEqualTo(back);
        assertThat(heard).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aRollbackToWhatIsLiveWritesTheHoldAndTheEndOfATrafficRule() {
        add(Samples.FINE);
        add(Samples.WORSE);
        LedgerEntry held = changes.rollback(SPAM, new VersionRequest(1));
        assertThat(held.number()).isEqualTo(4);
        assertThat(held.state().held()).isTrue();
        changes.setTraffic(SPAM, traffic(2));
        assertThat(changes.rollback(SPAM, new VersionRequest(1)).state().traffic())
                .isNull();
    }

    @Test
    void anImportWaitsForAPersonAlsoAcrossAReleaseAndBecomesTheTrunk() {
        DomainState one = add(Samples.FINE).state();
        LedgerEntry entry = won(changes.offer(SPAM, Samples.imported(one, nonce(), one.mark(), blobs)));
        assertThat(((LedgerEvent.VersionAdded) entry.event()).decision().promote())
                .isFalse();
        assertThat(entry.state().trunk()).extracting(Trunk::version).isEqualTo(2);
        assertThat(entry.state().position()).isEqualTo(one.position());
        changes.rollback(SPAM, new VersionRequest(1));
        LedgerEvent.Released released =
                (LedgerEvent.Released) changes.release(SPAM).event();
        assertThat(released.decision().reason()).contains("version 2 was imported");
        assertThat(live(state())).isEqualTo(1);
        assertThat(live(changes.promote(SPAM, new VersionRequest(2)).state())).isEqualTo(2);
        assertThat(add(Samples.FINE).state().versions()).isEqualTo(3);
    }

    @Test
    void anImportIntoAnEmptyDomainIsNotLiveByItself() {
        LedgerEntry entry = won(changes.offer(SPAM, Samples.imported(state(), nonce(), null, blobs)));
        assertThat(entry.state().champion()).isNull();
        assertThatThrownBy(() -> changes.offer(SPAM, Samples.imported(state(), nonce(), Samples.mark(40), blobs)))
                .hasMessageContaining("mark: must be null here");
    }

    @Test
    void whatCannotHappenNowIsRefused() {
        assertThatThrownBy(() -> changes.rollback(SPAM, new VersionRequest(null)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no earlier champion to go back to: name the version (--to VERSION");
        assertThatThrownBy(() -> changes.release(SPAM)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> changes.resume(SPAM)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> changes.release(new DomainName("nobody"))).isInstanceOf(Unknown.class);
    }

    @Test
    void aStoppedDomainGoesOnFromWhatItsPlaceHolds() {
        won(changes.stop(SPAM, new StopRequest(1, "s", "the log is shorter than the position")));
        assertThat(state().stopped()).contains("shorter");
        LedgerEntry twice = won(changes.stop(SPAM, new StopRequest(2, "t", "the log is shorter")));
        assertThat(twice.number()).isEqualTo(2);
        log.setOffsets(0, 12);
        DomainState state = changes.resume(SPAM).state();
        assertThat(state.stopped()).isNull();
        assertThat(state.position()).isEqualTo(12);
        assertThat(state.logGeneration()).isEqualTo(2);
    }

    @Test
    void aDomainWhosePartitionIsGoneCannotGoOn() {
        won(changes.stop(SPAM, new StopRequest(1, "s", "topic re-created")));
        log.setTopic("topic-two", partition());
        assertThatThrownBy(() -> changes.resume(SPAM))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("add partitions");
    }

    @Test
    void aShareOfTheClientsGoesToAnotherVersionUntilThatIsLiveOrEnded() {
        add(Samples.FINE);
        DomainState two = add(Samples.WORSE).state();
        LedgerEntry set = changes.setTraffic(SPAM, traffic(2));
        assertThat(set.state().traffic()).isEqualTo(new TrafficRule(newest(two), 0.1, TrafficRule.Mode.COMPARED));
        assertThat(set.event()).isEqualTo(new LedgerEvent.TrafficSet(set.state().traffic()));
        assertThat(add(Samples.WORSE).state().traffic()).isEqualTo(set.state().traffic());
        assertThat(changes.promote(SPAM, new VersionRequest(2)).state().traffic())
                .isNull();
        changes.setTraffic(SPAM, traffic(1));
        assertThat(changes.clearTraffic(SPAM).state().traffic()).isNull();
    }

    @Test
    void noClientGoesToAVersionThatIsUnknownLiveOrGone() {
        add(Samples.FINE);
        DomainState two = add(Samples.WORSE).state();
        assertThatThrownBy(() -> changes.setTraffic(SPAM, traffic(3)))
                .isInstanceOf(Unknown.class)
                .hasMessageContaining("no version 3");
        assertThatThrownBy(() -> changes.setTraffic(SPAM, traffic(1)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("spam@1 is live");
        blobs.delete(newest(two).adapter());
        assertThatThrownBy(() -> changes.setTraffic(SPAM, traffic(2)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("the adapter of spam@2 is gone");
        assertThatThrownBy(() -> changes.clearTraffic(SPAM))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no traffic rule");
    }

    @Test
    void withoutALiveVersionThereIsNothingToShareWith() {
        won(changes.offer(SPAM, Samples.imported(state(), nonce(), null, blobs)));
        assertThatThrownBy(() -> changes.setTraffic(SPAM, traffic(1)))
                .isInstanceOf(Refused.class)
                .hasMessage("spam has no live version: promote one first");
    }

    private static TrafficRequest traffic(int version) {
        return new TrafficRequest(version, 0.1, TrafficRule.Mode.COMPARED);
    }

    private static VersionRef newest(DomainState state) {
        return Objects.requireNonNull(state.newest());
    }

    private LedgerEntry add(PairedCount outcomes) {
        return won(changes.offer(SPAM, Samples.offer(state(), nonce(), outcomes, blobs)));
    }

    private DomainState state() {
        return changes.newest(SPAM).state();
    }

    private int partition() {
        return state().place().partition();
    }

    private String nonce() {
        return "nonce " + nonces.incrementAndGet();
    }

    private void hear(LedgerEntry entry) {
        heard.add(entry.number());
    }

    private static @Nullable Integer live(DomainState state) {
        return state.champion() == null ? null : state.champion().version();
    }

    private static CreateRequest request(DomainName name) {
        return new CreateRequest(name, List.of("ham", "spam"), null, null, null);
    }

    private static LedgerEntry won(Appended appended) {
        assertThat(appended).isInstanceOf(Appended.Won.class);
        return ((Appended.Won) appended).entry();
    }
}

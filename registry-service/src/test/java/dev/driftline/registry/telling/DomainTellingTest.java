package dev.driftline.registry.telling;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Appended;
import dev.driftline.registry.ledger.BrokenLedger;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.store.MemoryStore;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DomainTellingTest {
    private final MemoryStore store = new MemoryStore();
    private final Blobs blobs = new Blobs(store);
    private final Ledger ledger = new Ledger(store, Clock.systemUTC(), new Fault(""));
    private final PaperBoard board = new PaperBoard();
    private final AtomicLong hearing = new AtomicLong();
    private LedgerEntry last = won(ledger.create(SPAM, Samples.created(0), "n1"));

    @Test
    void everyEntryIsToldInOrderAndAdaptersOnlyOfChampions() {
        DomainTelling telling = start();
        telling.catchUp();
        addVersion(true);
        telling.catchUp();
        addVersion(false);
        telling.catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 2L, 3L);
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L, 2L, 3L);
        assertThat(board.numbers(Notice.ADAPTERS)).containsExactly(2L);
        assertThat(telling.done()).isEqualTo(3);
        assertThat(telling.lag()).isZero();
    }

    @Test
    void anEventIsACloudEventThatCarriesItsEntry() {
        start().catchUp();
        JsonNode event = Json.tree("event", board.of(Notice.EVENTS).getFirst().value());
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo("spam/1");
        assertThat(event.path("type").asText()).isEqualTo("dev.driftline.created");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(Json.convert(event.path("data"), LedgerEntry.class)).isEqualTo(last);
    }

    @Test
    void aSmallAdapterTravelsInTheRecordAndALargeOneByItsDigest() {
        addVersion(true);
        start().catchUp();
        AdapterRecord small =
                AdapterRecord.decode(board.of(Notice.ADAPTERS).getFirst().value());
        assertThat(small.adapter()).isEqualTo(Samples.adapter(1));
        assertThat(small.header().champion()).isEqualTo(last.state().champion());

        byte[] large = new byte[AdapterRecord.MAX_RECORD_BYTES];
        blobs.put(Digest.of(large), large);
        append(new LedgerEvent.Promoted(new VersionRef(1, Digest.of(large), large.length, 10)));
        board.lose(Notice.ADAPTERS);
        start().catchUp();
        AdapterRecord reference =
                AdapterRecord.decode(board.of(Notice.ADAPTERS).getFirst().value());
        assertThat(reference.adapter()).isNull();
        assertThat(reference.header().champion().adapter()).isEqualTo(Digest.of(large));
    }

    @Test
    void aDamagedAdapterIsToldByItsDigestAlone() {
        addVersion(true);
        String hex = Digest.of(Samples.adapter(1)).hex();
        store.damage("blobs/sha256/" + hex.substring(0, 2) + "/" + hex, new byte[] {6, 6, 6});
        start().catchUp();
        assertThat(AdapterRecord.decode(board.of(Notice.ADAPTERS).getFirst().value())
                        .adapter())
                .isNull();
    }

    @Test
    void aProcessThatWasKilledBeforeTellingIsRepairedByTheNext() {
        start().catchUp();
        addVersion(true);
        DomainTelling next = start();
        next.catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 2L);
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L, 2L);
        assertThat(board.numbers(Notice.ADAPTERS)).containsExactly(2L);
    }

    @Test
    void aBrokerThatFailsHalfwayIsToldTheRestAndNothingTwice() {
        addVersion(true);
        board.failAfter(3); // event 1, domain 1, adapter 2
        DomainTelling telling = start();
        assertThatThrownBy(telling::catchUp).isInstanceOf(BrokerAway.class);
        assertThat(telling.lag()).isEqualTo(2);
        board.failAfter(Integer.MAX_VALUE);
        telling.catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 2L);
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L, 2L);
        assertThat(board.numbers(Notice.ADAPTERS)).containsExactly(2L);
    }

    @Test
    void whatATopicLostIsToldAgainToThatTopicAlone() {
        addVersion(true);
        DomainTelling telling = start();
        telling.catchUp();
        board.loseLast(Notice.EVENTS);
        board.lose(Notice.ADAPTERS);
        compare(telling);
        telling.catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 2L);
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L, 2L);
        assertThat(board.numbers(Notice.ADAPTERS)).containsExactly(2L);
    }

    @Test
    void anOlderRecordThatLandedLateIsToldOver() {
        addVersion(true);
        start().catchUp();
        board.put(Notice.DOMAINS, SPAM, board.of(Notice.DOMAINS).getFirst().value());
        start().catchUp();
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void eventsOlderThanWhatWasReadCountAsTold() {
        addVersion(true);
        start().catchUp();
        board.lose(Notice.EVENTS);
        board.setAllEvents(false);
        start().catchUp();
        assertThat(board.of(Notice.EVENTS)).isEmpty();
        board.setAllEvents(true);
        start().catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 2L);
    }

    @Test
    void whatIsToldWhileTheTopicsAreReadIsNotToldAgain() {
        DomainTelling telling = start();
        hearing.incrementAndGet();
        Heard before = board.hear();
        telling.catchUp();
        telling.compare(before, hearing.get());
        telling.catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L);
    }

    @Test
    void aLedgerThatLostEntriesIsBrokenOffAndNobodyIsTold() {
        LedgerEvent stopped = new LedgerEvent.Stopped("x");
        DomainState ahead = Fold.next(last.state(), stopped);
        board.put(Notice.DOMAINS, SPAM, Json.bytes(ahead));
        start().catchUp();
        assertThat(board.of(Notice.EVENTS)).isEmpty();
        assertThatThrownBy(() -> ledger.append(last, stopped, "n"))
                .isInstanceOf(BrokenLedger.class)
                .hasMessageContaining("told of entry 2 of spam, but the store's newest is 1");
    }

    @Test
    void anEntryTooLargeForItsTopicsIsPassedOverAndTheLaterOnesAreTold() {
        DomainTelling telling = start();
        telling.catchUp();
        append(new LedgerEvent.Stopped("x".repeat(6_000)));
        append(new LedgerEvent.Continued(Samples.PLACE, false, last.state().position()));
        board.setMostBytes(6_000);
        telling.catchUp();
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 3L);
        assertThat(board.numbers(Notice.DOMAINS)).containsExactly(1L, 3L);
        assertThat(telling.done()).isEqualTo(3);
    }

    @Test
    void anAdapterThatTheTopicDoesNotTakeIsToldByItsDigest() {
        addVersion(true);
        byte[] large = new byte[10_000];
        blobs.put(Digest.of(large), large);
        append(new LedgerEvent.Promoted(new VersionRef(1, Digest.of(large), large.length, 10)));
        board.setMostBytes(large.length);
        start().catchUp();
        byte[] record = board.of(Notice.ADAPTERS).getFirst().value();
        assertThat(AdapterRecord.decode(record).adapter()).isNull();
    }

    @Test
    void aDomainCreatedAnewIsAnotherLedgerAndToldFromItsBeginning() {
        DomainState old = Fold.first(SPAM, "another ledger", Samples.created(0));
        board.put(Notice.DOMAINS, SPAM, Json.bytes(Fold.next(old, new LedgerEvent.Stopped("x"))));
        start().catchUp();
        assertThat(board.of(Notice.DOMAINS)).hasSize(2);
        assertThat(board.of(Notice.DOMAINS).getLast().seen()).isEqualTo(new Seen("n1", 1, 0));
    }

    @Test
    void aChampionThatWasReplacedMeanwhileIsNotToldAnyMore() {
        addVersion(true);
        addVersion(true);
        addVersion(true);
        start().catchUp();
        assertThat(board.numbers(Notice.ADAPTERS)).containsExactly(4L);
        assertThat(board.numbers(Notice.EVENTS)).containsExactly(1L, 2L, 3L, 4L);
    }

    private DomainTelling start() {
        DomainTelling telling = new DomainTelling(SPAM, ledger, blobs, board, new Fault(""), hearing);
        compare(telling);
        return telling;
    }

    private void compare(DomainTelling telling) {
        long mine = hearing.incrementAndGet();
        telling.compare(board.hear(), mine);
    }

    private void addVersion(boolean promote) {
        Manifest manifest = Samples.manifest(last.state(), Samples.FINE);
        blobs.put(manifest.adapter(), Samples.adapter(manifest.version()));
        append(new LedgerEvent.VersionAdded(
                manifest, Samples.mark(manifest.learnedUpTo()), new Decision(promote, "a test says so")));
    }

    private void append(LedgerEvent event) {
        last = won(ledger.append(last, event, "n" + (last.number() + 1)));
    }

    private static LedgerEntry won(Appended appended) {
        return ((Appended.Won) appended).entry();
    }
}

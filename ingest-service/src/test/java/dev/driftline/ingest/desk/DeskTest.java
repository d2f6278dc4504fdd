package dev.driftline.ingest.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.ExampleReader;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.wire.RejectHeaders;
import dev.driftline.ingest.FakeDomains;
import dev.driftline.ingest.FakeLog;
import dev.driftline.ingest.broker.BrokerAway;
import dev.driftline.ingest.broker.Outgoing;
import dev.driftline.ingest.line.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class DeskTest {
    private static final DomainName SPAM = FakeDomains.SPAM;
    private static final String GOOD = "{\"id\":\"7\",\"text\":\"You won\",\"label\":\"spam\"}";

    private final FakeDomains domains = FakeDomains.withSpam();
    private final FakeLog log = new FakeLog();
    private final List<String> tallied = new ArrayList<>();
    private final Desk desk = new Desk(domains, log, new Recorder(), 1_000, () -> 0);

    @Test
    void aGoodRecordLiesInItsDomainsPlaceWithSourceAndKey() {
        Receipt receipt = take(GOOD);

        assertThat(receipt).isEqualTo(Receipt.accepted(5, "7", "examples", 3, 0));
        Outgoing sent = log.records("examples").getFirst();
        assertThat(sent.partition()).isEqualTo(3);
        assertThat(sent.key()).asString().isEqualTo("spam/7");
        Example example = ((Reading.Accepted) ExampleReader.read(sent.value())).example();
        assertThat(example.source()).isEqualTo("http");
        assertThat(example.domain()).isEqualTo(SPAM);
        assertThat(tallied).containsExactly("accepted");
    }

    @Test
    void aPairLiesThereWithBothTextsAndOneBlankIsRejected() {
        take("{\"text\":\"It froze\",\"textPair\":\"It was cold\",\"label\":\"spam\"}");
        Outgoing sent = log.records("examples").getFirst();
        Example example = ((Reading.Accepted) ExampleReader.read(sent.value())).example();
        assertThat(example.passage()).isEqualTo(new Passage("It froze", "It was cold"));

        Receipt receipt = take("{\"text\":\"It froze\",\"textPair\":\"\",\"label\":\"spam\"}");
        assertThat(receipt.field()).isEqualTo("textPair");
        assertThat(receipt.message()).isEqualTo("textPair: must not be blank");
    }

    @Test
    void aReceiptWaitsForTheAcknowledgement() {
        log.hold();
        CompletableFuture<Receipt> receipt = desk.take(0, SPAM, line(GOOD));
        assertThat(receipt).isNotDone();

        log.acknowledge();
        assertThat(receipt).isCompleted();
    }

    @Test
    void aBadRecordIsToldAsItWasReceivedWithReasonFieldAndMessage() {
        String bad = "{\"text\":\"You won\",  \"label\":7}";
        Receipt receipt = take(bad);

        assertThat(receipt.reason()).isEqualTo(Reason.INVALID_FIELD);
        assertThat(receipt.message()).isEqualTo("label: must be a string");
        Outgoing told = log.records("examples.rejected").getFirst();
        assertThat(told.value()).asString().isEqualTo(bad);
        assertThat(told.key()).asString().isEqualTo("spam");
        assertThat(told.partition()).isNull();
        assertThat(told.headers())
                .containsEntry(RejectHeaders.REASON, "invalid-field")
                .containsEntry(RejectHeaders.FIELD, "label")
                .containsEntry(RejectHeaders.MESSAGE, "label: must be a string")
                .containsEntry(RejectHeaders.CAUSE, "label: must be a string");
        assertThat(tallied).containsExactly("rejected invalid-field");
    }

    @Test
    void aRejectToldTwiceIsOneAndAnotherDomainsIsAnother() {
        take("rubbish");
        take("rubbish");
        take("other rubbish");
        desk.take(0, new DomainName("nobody"), line("rubbish")).join();

        assertThat(log.records("examples.rejected"))
                .extracting(told -> told.headers().get(RejectHeaders.ID))
                .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(1)).matches("[0-9a-f]{32}"))
                .satisfies(ids -> assertThat(ids.subList(1, 4)).doesNotHaveDuplicates());
    }

    @Test
    void aCutRecordIsOversizedAndItsLengthIsTold() {
        Line cut = new Line(new byte[] {'x'}, 5_000, line("whole").digest(), 0);
        Receipt receipt = desk.take(0, SPAM, cut).join();

        assertThat(receipt.reason()).isEqualTo(Reason.OVERSIZED);
        assertThat(receipt.message()).isEqualTo("record: has 5000 bytes; at most 1000 are read: shorten or split it");
        assertThat(log.records("examples.rejected").getFirst().headers())
                .containsEntry(RejectHeaders.SHORTENED, "5000");
    }

    @Test
    void nobodyIsTurnedAwayForALabelThatWasToldBeforeTheyCame() {
        domains.tell(FakeDomains.state(SPAM, "ham", "spam", "egg"));
        Receipt receipt = take("{\"text\":\"You won\",\"label\":\"egg\"}");

        assertThat(receipt.isAccepted()).isTrue();
        assertThat(domains.readings()).isEqualTo(1);
    }

    @Test
    void aLabelThatWasNeverToldIsRejectedWithTheExamplesId() {
        Receipt receipt = take("{\"id\":\"7\",\"text\":\"You won\",\"label\":\"egg\"}");

        assertThat(receipt.reason()).isEqualTo(Reason.UNKNOWN_LABEL);
        assertThat(receipt.id()).isEqualTo("7");
        assertThat(domains.readings()).isEqualTo(1);
    }

    @Test
    void goodRecordsAskForNoEnd() {
        take(GOOD);

        assertThat(domains.readings()).isZero();
    }

    @Test
    void aDomainIsOpenOnceItWasTold() {
        DomainName fresh = new DomainName("fresh");
        assertThat(desk.isOpen(fresh)).isFalse();

        domains.tell(FakeDomains.state(fresh, "a", "b"));
        assertThat(desk.isOpen(fresh)).isTrue();
    }

    @Test
    void whatTheBrokerDoesNotTakeHasNoReceipt() {
        log.setAway(true);

        assertThatThrownBy(() -> take(GOOD)).hasCauseInstanceOf(BrokerAway.class);
        assertThatThrownBy(() -> take("rubbish")).hasCauseInstanceOf(BrokerAway.class);
        assertThat(tallied).containsExactly("unsent", "unsent");
    }

    @Test
    void aBatchStopsAtTheFirstRecordThatTheBrokerDoesNotTake() {
        log.goAwayAfter(1);

        assertThatThrownBy(() -> new Batch(desk).take(SPAM, List.of(line(GOOD), line(GOOD), line(GOOD))))
                .isInstanceOf(BrokerAway.class);
        assertThat(tallied).containsExactly("accepted", "unsent");
    }

    @Test
    void aBadRecordNeverBlocksTheGoodOnesInABatch() {
        List<Receipt> receipts = new Batch(desk).take(SPAM, List.of(line("rubbish"), line(GOOD), line("")));

        assertThat(receipts).extracting(Receipt::index).containsExactly(0L, 1L, 2L);
        assertThat(receipts).extracting(Receipt::isAccepted).containsExactly(false, true, false);
    }

    private Receipt take(String record) {
        return desk.take(5, SPAM, line(record)).join();
    }

    static Line line(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return new Line(bytes, bytes.length, null, 0);
    }

    private final class Recorder implements Tally {
        @Override
        public void accepted(Duration took) {
            tallied.add("accepted");
        }

        @Override
        public void rejected(Reason reason) {
            tallied.add("rejected " + reason.word());
        }

        @Override
        public void unsent() {
            tallied.add("unsent");
        }
    }
}

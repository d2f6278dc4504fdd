package dev.driftline.registry.telling;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.PaperLog;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicTailsTest {
    private static final DomainState FIRST = Fold.first(SPAM, "n1", Samples.created(0));
    private static final DomainState SECOND = Fold.next(FIRST, new LedgerEvent.Stopped("x"));

    private final PaperLog log = new PaperLog();
    private final PaperConsumer consumer = new PaperConsumer();
    private final List<PaperConsumer> made = new ArrayList<>();
    private final TopicTails tails = new TopicTails(this::make, log);

    @BeforeEach
    void onePartition() {
        log.setTopic("told", 1);
    }

    @Test
    void theLastRecordOfADomainIsWhatCounts() {
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(SECOND));
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(FIRST));
        assertThat(tails.hear().last(Notice.DOMAINS, SPAM)).isEqualTo(new Seen("n1", 1, 0));
        assertThat(tails.hear().last(Notice.DOMAINS, new DomainName("other"))).isNull();
    }

    @Test
    void anAdaptersRecordSaysWhichVersionIsLive() {
        VersionRef champion = new VersionRef(7, Digest.of(new byte[] {7}), 10, 20);
        AdapterRecord.Header header = new AdapterRecord.Header(SPAM, "n1", 12, champion);
        consumer.write(Notice.ADAPTERS, "spam", new AdapterRecord(header, new byte[] {1, 2}).encode());
        assertThat(tails.hear().last(Notice.ADAPTERS, SPAM)).isEqualTo(new Seen("n1", 12, 7));
    }

    @Test
    void whatWasReadIsNotReadAgain() {
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(FIRST));
        tails.hear();
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(SECOND));
        assertThat(tails.hear().last(Notice.DOMAINS, SPAM)).isEqualTo(new Seen("n1", 2, 0));
        assertThat(consumer.read()).isEqualTo(2);
        assertThat(made).hasSize(1);
    }

    @Test
    void aTopicThatWasMadeAnewOrShortenedIsReadFromItsBeginning() {
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(FIRST));
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(SECOND));
        tails.hear();
        consumer.truncate(Notice.DOMAINS, 0);
        assertThat(tails.hear().last(Notice.DOMAINS, SPAM)).isNull();
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(FIRST));
        tails.hear();
        log.setTopic("made anew", 1);
        consumer.truncate(Notice.DOMAINS, 0);
        consumer.write(Notice.DOMAINS, "ham", Json.bytes(FIRST));
        assertThat(tails.hear().last(Notice.DOMAINS, SPAM)).isNull();
    }

    @Test
    void aRecordOfSomebodyElseHidesOursAndIsNoReasonToFail() {
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(FIRST));
        consumer.write(Notice.DOMAINS, "spam", new byte[] {1, 2, 3});
        consumer.write(Notice.DOMAINS, "Not A Domain", Json.bytes(FIRST));
        consumer.write(Notice.ADAPTERS, "spam", new byte[] {1, 2, 3});
        consumer.write(Notice.EVENTS, "spam", null);
        Heard heard = tails.hear();
        for (Notice notice : Notice.values()) {
            assertThat(heard.last(notice, SPAM)).as(notice.topic()).isNull();
        }
    }

    @Test
    void onlyEventsReadFromTheFirstRecordEverTellThatOneIsMissing() {
        assertThat(tails.hear().allEvents()).isTrue();
        log.setTopic("with deleted records", 1);
        consumer.truncate(Notice.EVENTS, 500);
        assertThat(tails.hear().allEvents()).isFalse();
    }

    @Test
    void ofManyEventsOnlyTheLastAreRead() {
        for (long number = 0; number < TopicTails.MAX_EVENTS + 5; number++) {
            consumer.write(Notice.EVENTS, "spam", new byte[] {'x'});
        }
        assertThat(tails.hear().allEvents()).isFalse();
        assertThat(consumer.read()).isEqualTo((int) TopicTails.MAX_EVENTS);
    }

    @Test
    void afterAFailureANewConsumerIsMade() {
        tails.hear();
        consumer.write(Notice.DOMAINS, "spam", Json.bytes(FIRST));
        consumer.setPollException(new TimeoutException("slow"));
        assertThatThrownBy(tails::hear).isInstanceOf(BrokerAway.class);
        assertThat(consumer.closed()).isTrue();
    }

    private PaperConsumer make() {
        made.add(consumer);
        return consumer;
    }
}

package dev.driftline.ingest.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.Json;
import dev.driftline.ingest.FakeDomains;
import dev.driftline.ingest.broker.BrokerAway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DomainsReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("domains", 0);
    private static final DomainName SPAM = FakeDomains.SPAM;
    private static final DomainState FIRST = FakeDomains.state(SPAM, "ham", "spam");
    private static final DomainState SECOND = Fold.next(FIRST, new LedgerEvent.Stopped("a person said so"));

    private final MockConsumer<byte[], byte[]> records = new MockConsumer<>("earliest");
    private final MockConsumer<byte[], byte[]> ends = new MockConsumer<>("earliest");
    private long end;

    @Test
    void whatWasToldBeforeTheQuestionIsKnownAfterIt() throws Exception {
        try (DomainsReader reader = reader()) {
            reader.readTo(System.nanoTime());
            assertThat(reader.isReady()).isTrue();
            assertThat(reader.find(SPAM)).isEmpty();

            tell("spam", Json.bytes(FIRST));
            reader.readTo(System.nanoTime());
            assertThat(reader.find(SPAM)).contains(FIRST);
        }
    }

    @Test
    void aSmallerLedgerNumberNeverReplacesALargerOne() {
        DomainBook book = new DomainBook();
        book.put(SECOND);
        book.put(FIRST);

        assertThat(book.find(SPAM)).contains(SECOND);
    }

    @Test
    void aDomainCreatedAnewIsAnotherLedger() {
        DomainState anew =
                Fold.first(SPAM, "another nonce", new LedgerEvent.Created(FIRST.spec(), FIRST.place(), 7, 0));
        DomainBook book = new DomainBook();
        book.put(SECOND);
        book.put(anew);

        assertThat(book.find(SPAM)).contains(anew);
    }

    @Test
    void aTombstoneForgetsADomainAndRubbishIsPassedOver() throws Exception {
        tell("spam", Json.bytes(FIRST));
        tell("rubbish", "rubbish".getBytes(StandardCharsets.UTF_8));
        try (DomainsReader reader = reader()) {
            reader.readTo(System.nanoTime());
            assertThat(reader.find(SPAM)).contains(FIRST);

            tell("spam", null);
            reader.readTo(System.nanoTime());
            assertThat(reader.find(SPAM)).isEmpty();
        }
    }

    @Test
    void whileTheBrokerIsAwayNobodyIsToldThatADomainDoesNotExist() throws Exception {
        MockConsumer<byte[], byte[]> away = new MockConsumer<>("earliest") {
            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(
                    Collection<TopicPartition> partitions, Duration timeout) {
                throw new KafkaException("away");
            }
        };
        try (DomainsReader reader = new DomainsReader(() -> away, Duration.ofMillis(300), System::nanoTime)) {
            assertThatThrownBy(() -> reader.readTo(System.nanoTime()))
                    .isInstanceOf(BrokerAway.class)
                    .hasMessage("topic domains could not be read to its end within 300 ms: come again");
            assertThat(reader.isReady()).isFalse();
        }
    }

    @Test
    void aQuestionEndsTheRest() throws Exception {
        try (DomainsReader reader = reader()) {
            reader.readTo(System.nanoTime());
            long began = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                reader.readTo(System.nanoTime());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private DomainsReader reader() {
        return new DomainsReader(mocks(), Duration.ofSeconds(20), System::nanoTime);
    }

    private Supplier<Consumer<byte[], byte[]>> mocks() {
        records.updateBeginningOffsets(Map.of(PARTITION, 0L));
        ends.updateEndOffsets(Map.of(PARTITION, end));
        return List.<Consumer<byte[], byte[]>>of(records, ends).iterator()::next;
    }

    /** As the broker would: the record lies in the topic, and then its end is one later. */
    private void tell(String key, byte @Nullable [] value) throws InterruptedException {
        long offset = end++;
        records.schedulePollTask(() -> records.addRecord(
                new ConsumerRecord<>("domains", 0, offset, key.getBytes(StandardCharsets.UTF_8), value)));
        ends.updateEndOffsets(Map.of(PARTITION, end));
        TimeUnit.MILLISECONDS.sleep(1);
    }
}

package dev.driftline.serving.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.serving.claim.Blobs.Fetched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarriedAdaptersTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.ADAPTERS, 3);
    private static final Coordinate WHERE = new Coordinate(3, 41);
    private static final byte[] ADAPTER = "adapter".getBytes(StandardCharsets.UTF_8);
    private static final AdapterRecord RECORD = new AdapterRecord(header(7), ADAPTER);
    private long now;
    private final AtomicInteger clients = new AtomicInteger();
    private final MockConsumer<byte[], byte[]> client = new MockConsumer<>("none");
    private final CarriedAdapters carried = new CarriedAdapters(
            () -> {
                clients.incrementAndGet();
                return client;
            },
            Duration.ofMillis(50),
            () -> now);

    @Test
    void anAdapterIsReadAgainWhereItsRecordLies() {
        lies(41, RECORD.encode());
        assertThat(carried.read(WHERE, RECORD.header()))
                .isInstanceOfSatisfying(
                        Fetched.Blob.class, blob -> assertThat(blob.bytes()).isEqualTo(ADAPTER));
        assertThat(client.assignment()).isEqualTo(Set.of(PARTITION));
        assertThat(clients).hasValue(1);
    }

    @Test
    void aRecordThatWasCompactedAwayIsNotTakenForTheNext() {
        lies(42, RECORD.encode());
        assertThat(carried.read(WHERE, RECORD.header()))
                .isEqualTo(new Fetched.Away("record 3:41 of adapters is there no more"));
    }

    @Test
    void aRecordOfAnotherEntryOrOfNobodyIsNotTaken() {
        lies(41, new AdapterRecord(header(8), ADAPTER).encode());
        assertThat(carried.read(WHERE, RECORD.header()))
                .isEqualTo(new Fetched.Away("record 3:41 of adapters is another now"));
        lies(41, new AdapterRecord(header(7), null).encode());
        assertThat(carried.read(WHERE, RECORD.header())).isInstanceOf(Fetched.Away.class);
        lies(41, "rubbish".getBytes(StandardCharsets.UTF_8));
        assertThat(carried.read(WHERE, RECORD.header())).isInstanceOf(Fetched.Away.class);
        lies(41, null);
        assertThat(carried.read(WHERE, RECORD.header())).isInstanceOf(Fetched.Away.class);
    }

    @Test
    void aRecordThatDoesNotComeIsWaitedForSoLongAndNoLonger() {
        assertThat(carried.read(WHERE, RECORD.header()))
                .isEqualTo(new Fetched.Away("record 3:41 of adapters did not come within PT0.05S"));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNotWaitedForByEveryoneInTurn() {
        assertThat(carried.read(WHERE, RECORD.header())).isInstanceOf(Fetched.Away.class);
        lies(41, RECORD.encode());
        now = LeftAlone.FOR.toNanos() - 1;
        assertThat(carried.read(WHERE, RECORD.header()))
                .isEqualTo(new Fetched.Away("the broker did not answer a moment ago"));
        now++;
        assertThat(carried.read(WHERE, RECORD.header())).isInstanceOf(Fetched.Blob.class);
    }

    @Test
    void aClientThatFailedIsReplacedAndOneThatStopsAsksNobody() {
        client.schedulePollTask(() -> client.setPollException(new KafkaException("gone")));
        assertThat(carried.read(WHERE, RECORD.header())).isInstanceOf(Fetched.Away.class);
        assertThat(client.closed()).isTrue();
        assertThat(carried.read(WHERE, RECORD.header()))
                .isEqualTo(new Fetched.Away("the broker did not answer a moment ago"));
        carried.close();
        assertThat(carried.read(WHERE, RECORD.header())).isEqualTo(new Fetched.Away("the service is stopping"));
        assertThat(clients).hasValue(1);
    }

    private void lies(long offset, byte @Nullable [] value) {
        client.schedulePollTask(() -> client.addRecord(new ConsumerRecord<>(
                Topics.ADAPTERS, PARTITION.partition(), offset, "spam".getBytes(StandardCharsets.UTF_8), value)));
    }

    private static AdapterRecord.Header header(long number) {
        VersionRef ref = new VersionRef(2, Digest.of(ADAPTER), ADAPTER.length, 10);
        return new AdapterRecord.Header(new DomainName("spam"), "A", number, ref);
    }
}

package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.wire.RejectHeaders;
import dev.driftline.contracts.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RejectTellerTest {
    private static final Reading.Rejected WHY =
            new Reading.Rejected(Reason.UNKNOWN_LABEL, "label", "label: 'hail' is not a label of weather");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RejectTeller teller = new RejectTeller(producer);

    @Test
    void aRejectIsToldWithItsReasonAndWhereItCameFrom() {
        teller.tell(record(7, 3), WHY);
        ProducerRecord<byte[], byte[]> told = producer.history().getFirst();
        assertThat(told.topic()).isEqualTo(Topics.REJECTED);
        assertThat(told.key()).containsExactly(5);
        assertThat(told.value()).hasSize(3);
        assertThat(headers(told))
                .containsEntry(RejectHeaders.TOPIC, "examples")
                .containsEntry(RejectHeaders.PARTITION, "2")
                .containsEntry(RejectHeaders.OFFSET, "7")
                .containsEntry(RejectHeaders.CAUSE, WHY.message())
                .containsEntry(RejectHeaders.REASON, "unknown-label")
                .containsEntry(RejectHeaders.FIELD, "label")
                .containsEntry(RejectHeaders.MESSAGE, WHY.message())
                .containsEntry(RejectHeaders.ID, "examples-2-7");
    }

    @Test
    void itIsOpenUntilTheBrokerHasIt() {
        teller.tell(record(7, 3), WHY);
        teller.tell(record(8, 3), WHY);
        assertThat(teller.firstUnacknowledged(2)).hasValue(7);
        producer.completeNext();
        assertThat(teller.firstUnacknowledged(2)).hasValue(8);
        producer.completeNext();
        assertThat(teller.firstUnacknowledged(2)).isEmpty();
    }

    @Test
    void whatTheBrokerDidNotTakeIsSentAgain() {
        teller.tell(record(7, 3), WHY);
        producer.errorNext(new NetworkException("gone"));
        assertThat(teller.firstUnacknowledged(2)).hasValue(7);
        teller.sendAgain();
        producer.completeNext();
        assertThat(teller.firstUnacknowledged(2)).isEmpty();
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void ofARecordThatIsTooLargeWithItsHeadersTheBeginningIsTold() {
        teller.tell(record(7, 1_000_000), WHY);
        producer.errorNext(new RecordTooLargeException("too large"));
        teller.sendAgain();
        ProducerRecord<byte[], byte[]> told = producer.history().getLast();
        assertThat(told.value()).hasSize(512 * 1024);
        assertThat(headers(told)).containsEntry(RejectHeaders.SHORTENED, "1000000");
    }

    @Test
    void aKeyThatIsTooLargeIsShortenedToo() {
        teller.tell(new RawRecord(Topics.EXAMPLES, 2, 7, 0, new byte[1_000_000], new byte[3]), WHY);
        producer.errorNext(new RecordTooLargeException("too large"));
        teller.sendAgain();
        ProducerRecord<byte[], byte[]> told = producer.history().getLast();
        assertThat(told.key()).hasSize(1024);
        assertThat(told.value()).hasSize(3);
    }

    @Test
    void whoeverTellsTheNextSendsWhatFailedBefore() {
        teller.tell(record(7, 3), WHY);
        producer.errorNext(new NetworkException("gone"));
        teller.tell(record(8, 3), WHY);
        assertThat(producer.history()).hasSize(3);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static RawRecord record(long offset, int bytes) {
        return new RawRecord(Topics.EXAMPLES, 2, offset, 0, new byte[] {5}, new byte[bytes]);
    }
}

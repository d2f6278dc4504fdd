package dev.driftline.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaRecordLogTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaRecordLog log = new KafkaRecordLog(producer);

    @Test
    void nothingIsWrittenBeforeTheBrokerSaysSo() {
        CompletableFuture<Written> written = log.append(record());
        assertThat(written).isNotDone();

        producer.completeNext();
        assertThat(written).isCompletedWithValueMatching(at -> at.topic().equals("examples") && at.offset() == 0);
        ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
        assertThat(sent.partition()).isEqualTo(3);
        assertThat(sent.headers().lastHeader("why").value()).asString().isEqualTo("so");
    }

    @Test
    void whatTheBrokerDoesNotTakeIsToldAsSuch() {
        CompletableFuture<Written> written = log.append(record());
        producer.errorNext(new TimeoutException("5001 ms has passed"));

        assertThatThrownBy(written::join)
                .hasCauseInstanceOf(BrokerAway.class)
                .hasMessageContaining("examples")
                .hasMessageContaining("5001 ms has passed");
    }

    @Test
    void aProducerThatRefusesAtOnceIsTheSame() {
        assertThat(new KafkaRecordLog(producerThatRefuses()).append(record())).isCompletedExceptionally();
    }

    private static MockProducer<byte[], byte[]> producerThatRefuses() {
        MockProducer<byte[], byte[]> refuses =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        refuses.sendException = new TimeoutException("buffers are full");
        return refuses;
    }

    private static Outgoing record() {
        return new Outgoing("examples", 3, bytes("spam/7"), bytes("{}"), Map.of("why", "so"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

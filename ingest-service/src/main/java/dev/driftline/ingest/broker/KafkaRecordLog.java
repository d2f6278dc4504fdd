package dev.driftline.ingest.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** The log in Kafka. */
public final class KafkaRecordLog implements RecordLog {
    private final Producer<byte[], byte[]> producer;

    public KafkaRecordLog(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears all of it
    public CompletableFuture<Written> append(Outgoing outgoing) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(outgoing.topic(), outgoing.partition(), outgoing.key(), outgoing.value());
        outgoing.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Written> written = new CompletableFuture<>();
        try {
            producer.send(record, (at, trouble) -> {
                if (trouble == null) {
                    written.complete(new Written(at.topic(), at.partition(), at.offset()));
                } else {
                    written.completeExceptionally(away(outgoing, trouble));
                }
            });
        } catch (KafkaException e) {
            written.completeExceptionally(away(outgoing, e));
        }
        return written;
    }

    private static BrokerAway away(Outgoing outgoing, Exception trouble) {
        return new BrokerAway(
                "the broker has not acknowledged a record for " + outgoing.topic() + " (" + trouble.getMessage()
                        + "): what has no receipt may be sent again with the same ids",
                trouble);
    }
}

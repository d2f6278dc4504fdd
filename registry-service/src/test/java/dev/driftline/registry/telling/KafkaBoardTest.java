package dev.driftline.registry.telling;

import static dev.driftline.registry.ledger.Samples.SPAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.PaperLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaBoardTest {
    private static final byte[] VALUE = {1};

    private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
    private final KafkaBoard board = new KafkaBoard(
            this::producer,
            new TopicTails(
                    () -> {
                        throw new AssertionError("nothing is read here");
                    },
                    new PaperLog()));
    private @Nullable Exception trouble;

    @Test
    void aRecordThatIsTooLargeLeavesTheProducerToTheOtherDomains() {
        trouble = new RecordTooLargeException("2 MB");
        assertThatThrownBy(this::tell).isInstanceOf(TooLargeToTell.class).hasMessageContaining("2 MB");
        trouble = null;
        tell();
        assertThat(made).hasSize(1);
        assertThat(made.getFirst().closed()).isFalse();
    }

    @Test
    void aTopicThatIsForbiddenLeavesTheProducerToTheOtherDomains() {
        trouble = new TopicAuthorizationException("forbidden");
        assertThatThrownBy(this::tell).isInstanceOf(BrokerAway.class).hasMessageContaining("forbidden");
        assertThat(made.getFirst().closed()).isFalse();
    }

    @Test
    void aProducerThatLostItsSequenceIsReplaced() {
        trouble = new OutOfOrderSequenceException("lost");
        assertThatThrownBy(this::tell).isInstanceOf(BrokerAway.class);
        trouble = null;
        tell();
        assertThat(made).hasSize(2);
        assertThat(made.getFirst().closed()).isTrue();
    }

    private void tell() {
        board.tell(Notice.EVENTS, SPAM, VALUE);
    }

    private Producer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> mock =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                        return trouble == null ? super.send(record) : CompletableFuture.failedFuture(trouble);
                    }
                };
        made.add(mock);
        return mock;
    }
}

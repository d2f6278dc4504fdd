package dev.driftline.serving.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.serving.capture.Captures.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaCapturesTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final TopicPartition PLACE = new TopicPartition(Topics.PREDICTIONS, PredictionId.partition(SPAM));

    private final Log log = new Log();
    private final Captures captures = new KafkaCaptures(() -> log, () -> NOON.plus(Duration.ofDays(3)));

    /** One partition in memory, in the order in which it was written. */
    private static final class Log extends MockConsumer<byte[], byte[]> {
        private long end;

        private Log() {
            super("earliest");
            updatePartitions(
                    Topics.PREDICTIONS,
                    IntStream.range(0, Topics.PREDICTION_PARTITIONS)
                            .mapToObj(i -> new PartitionInfo(Topics.PREDICTIONS, i, null, null, null))
                            .toList());
        }

        private final Map<Long, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();

        private void write(Capture capture) {
            ProducerRecord<byte[], byte[]> sent = KafkaOutlet.record(capture);
            records.put(
                    end,
                    new ConsumerRecord<>(
                            PLACE.topic(),
                            PLACE.partition(),
                            end,
                            sent.timestamp(),
                            TimestampType.CREATE_TIME,
                            sent.key().length,
                            sent.value().length,
                            sent.key(),
                            sent.value(),
                            sent.headers(),
                            Optional.empty()));
            end++;
        }

        /** Whoever looks again gets the same log. */
        @Override
        public synchronized void close() {}

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration wait) {
            long from = Objects.requireNonNull(times.get(PLACE));
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            records.values().stream()
                    .filter(one -> one.timestamp() >= from)
                    .min((one, other) -> Long.compare(one.offset(), other.offset()))
                    .ifPresent(one -> found.put(PLACE, new OffsetAndTimestamp(one.offset(), one.timestamp())));
            return found;
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(java.util.Collection<TopicPartition> places, Duration wait) {
            return Map.of(PLACE, end);
        }

        @Override
        public synchronized void seek(TopicPartition place, long offset) {
            super.seek(place, offset);
            for (long at = offset; at < end; at++) {
                addRecord(records.get(at));
            }
        }
    }

    @Test
    void anAnswerIsFoundAmongOthersOfItsTimeAndOfLaterOnesThatWereWrittenBefore() {
        log.write(capture(NOON.minusSeconds(9), 1, 0));
        log.write(capture(NOON.plusSeconds(3), 2, 0));
        log.write(capture(NOON, 3, 0));
        log.write(capture(NOON, 4, 0));
        log.write(capture(NOON, 4, 1));
        assertThat(captures.find(id(NOON, 4), 1)).isEqualTo(new Found.Here(capture(NOON, 4, 1)));
    }

    @Test
    void anAnswerThatWasNotCapturedIsGone() {
        log.write(capture(NOON, 1, 0));
        assertThat(captures.find(id(NOON, 2), 0)).isInstanceOf(Found.Gone.class);
        assertThat(captures.find(new PredictionId(99, NOON, 1), 0)).isInstanceOf(Found.Gone.class);
    }

    @Test
    void behindTheLastRecordOfItsTimeNothingIsReadAnyMore() {
        log.write(capture(NOON.plus(Duration.ofHours(1)), 2, 0));
        log.write(capture(NOON, 1, 0));
        assertThat(captures.find(id(NOON, 1), 0)).isInstanceOf(Found.Gone.class);
    }

    @Test
    void anAnswerOfThisMomentMayStillBeOnItsWay() {
        Captures now = new KafkaCaptures(() -> log, () -> NOON.plusSeconds(1));
        assertThat(now.find(id(NOON, 1), 0)).isInstanceOf(Found.Away.class);
    }

    @Test
    void nothingIsOnItsWayFromATimeToCome() {
        Captures before = new KafkaCaptures(() -> log, () -> NOON.minus(Duration.ofDays(1)));
        assertThat(before.find(id(NOON, 1), 0)).isInstanceOf(Found.Gone.class);
    }

    @Test
    void nobodyCanTellWhileTheBrokerIsAway() {
        Captures away = new KafkaCaptures(
                () -> {
                    throw new KafkaException("no broker");
                },
                () -> NOON);
        assertThat(away.find(id(NOON, 1), 0)).isEqualTo(new Found.Away("the broker does not answer: no broker"));
    }

    private static PredictionId id(Instant at, long nonce) {
        return PredictionId.of(SPAM, at, nonce);
    }

    private static Capture capture(Instant at, long nonce, int index) {
        return new Capture(
                Capture.FORMAT,
                id(at, nonce),
                index,
                2,
                SPAM,
                Passage.of("text " + nonce),
                new Prediction.Result("ham", List.of()),
                7,
                Digest.of(new byte[] {7}),
                4711);
    }
}

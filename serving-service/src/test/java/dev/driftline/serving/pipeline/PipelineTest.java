package dev.driftline.serving.pipeline;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.RejectHeaders;
import dev.driftline.serving.predict.Ask;
import dev.driftline.serving.predict.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final Route ROUTE =
            new Route("mail", "in", "out", "out.rejected", new DomainName("spam"), "text", "textPair");
    private static final TopicPartition PLACE = new TopicPartition("in", 1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();
    private final List<Ask> asked = new CopyOnWriteArrayList<>();
    private volatile MockConsumer<byte[], byte[]> consumer = consumer();
    private volatile MockProducer<byte[], byte[]> producer = producer();
    private final Pipeline pipeline = new Pipeline(ROUTE, clients(), this::answer, new PipeMeters(meters, ROUTE));

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anAnswerKeepsKeyHeadersIdAndPartitionOfItsRecord() {
        begin();
        ConsumerRecord<byte[], byte[]> record = record(0, "{\"id\":7,\"text\":\"a\",\"more\":1}");
        record.headers().add("trace", bytes("t"));
        consumer.addRecord(record);
        ProducerRecord<byte[], byte[]> written = written(1).getFirst();
        assertThat(written.topic()).isEqualTo("out");
        assertThat(written.partition()).isEqualTo(1);
        assertThat(written.key()).isEqualTo(bytes("k"));
        assertThat(written.headers().lastHeader("trace").value()).isEqualTo(bytes("t"));
        Scored scored = Json.read(written.value(), Scored.class);
        assertThat(scored.id()).isEqualTo("7");
        assertThat(scored.label()).isEqualTo("parcel");
        assertThat(scored.version()).isEqualTo(3);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatHoldsNoTextGoesToTheRejectsAndKeepsNobodyFromItsPlace() {
        begin();
        consumer.addRecord(record(0, "plain text"));
        consumer.addRecord(record(1, "{\"txt\":\"a\"}"));
        consumer.addRecord(record(2, "{\"text\":\"b\"}"));
        List<ProducerRecord<byte[], byte[]>> written = written(3);
        assertThat(written).extracting(ProducerRecord::topic).containsExactly("out", "out.rejected", "out");
        ProducerRecord<byte[], byte[]> reject = written.get(1);
        assertThat(reject.value()).isEqualTo(bytes("{\"txt\":\"a\"}"));
        assertThat(reject.headers().lastHeader(RejectHeaders.FIELD).value()).isEqualTo(bytes("text"));
        assertThat(reject.headers().lastHeader(RejectHeaders.OFFSET).value()).isEqualTo(bytes("1"));
        assertThat(committed()).isEqualTo(3);
        eventually(() -> meters.get("driftline.serving.pipeline.records")
                        .tag("outcome", "rejected")
                        .counter()
                        .count()
                == 1);
    }

    @Test
    void aRejectThatWouldBeTooLargeIsShortenedAndALongIdIsOne() {
        begin();
        String large = "{\"txt\":\"" + "a".repeat(1024 * 1024 - 200) + "\"}";
        consumer.addRecord(record(0, large));
        consumer.addRecord(record(1, "{\"text\":\"b\",\"id\":\"" + "i".repeat(129) + "\"}"));
        ConsumerRecord<byte[], byte[]> heavy = record(2, "c");
        heavy.headers().add("trace", new byte[600 * 1024]);
        consumer.addRecord(heavy);
        List<ProducerRecord<byte[], byte[]>> written = written(3);
        assertThat(written).extracting(ProducerRecord::topic).containsOnly("out.rejected");
        assertThat(bytes(large)).startsWith(written.get(0).value());
        assertThat(written.get(0).value()).hasSize(512 * 1024);
        assertThat(written.get(0).headers().lastHeader(RejectHeaders.SHORTENED).value())
                .isEqualTo(bytes(String.valueOf(large.length())));
        assertThat(written.get(1).headers().lastHeader(RejectHeaders.FIELD).value())
                .isEqualTo(bytes("id"));
        assertThat(written.get(2).headers().lastHeader(RejectHeaders.FIELD).value())
                .isEqualTo(bytes("record"));
    }

    @Test
    void whileTheDomainDoesNotAnswerNothingIsWrittenAndNothingIsLost() {
        silent.set(2);
        begin();
        consumer.addRecord(record(0, "a"));
        assertThat(written(1)).hasSize(1);
        assertThat(asked).hasSize(3);
        consumer.addRecord(record(1, "b"));
        assertThat(written(2)).hasSize(2);
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aBrokerThatFailsIsAskedAgainByNewClients() {
        begin();
        producer.commitTransactionException = new KafkaException("fenced");
        consumer.addRecord(record(0, "a"));
        eventually(() -> begun.get() == 2);
        assertThat(producer.history()).isEmpty();
        assign();
        consumer.addRecord(record(0, "a"));
        assertThat(written(1)).hasSize(1);
    }

    private Reply answer(Ask ask) {
        asked.add(ask);
        if (silent.getAndDecrement() > 0) {
            return new Reply.Busy("full");
        }
        Prediction.Result result = new Prediction.Result("parcel", List.of(new Prediction.Score("parcel", 0.5)));
        int texts = ask.question().texts().size();
        return new Reply.Answered(
                new Prediction(
                        PredictionId.of(ask.domain(), Instant.EPOCH.plus(Duration.ofDays(20_000)), 1),
                        ask.domain(),
                        Collections.nCopies(texts, result),
                        3,
                        Digest.of(new byte[] {3}),
                        30),
                List.of("parcel"),
                new Reply.Effort(Duration.ZERO, Duration.ZERO, "fp32"));
    }

    private void begin() {
        pipeline.start();
        assign();
    }

    private void assign() {
        eventually(() -> !consumer.subscription().isEmpty());
        consumer.rebalance(List.of(PLACE));
    }

    private List<ProducerRecord<byte[], byte[]>> written(int count) {
        eventually(() -> producer.history().size() == count);
        return producer.history();
    }

    private long committed() {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        producer.consumerGroupOffsetsHistory().forEach(one -> one.values().forEach(all::putAll));
        return Objects.requireNonNull(all.get(PLACE)).offset();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return new ConsumerRecord<>("in", 1, offset, bytes("k"), bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Clients clients() {
        return new Clients() {
            @Override
            public Consumer<byte[], byte[]> consumer() {
                consumer = PipelineTest.consumer();
                return consumer;
            }

            @Override
            public Producer<byte[], byte[]> producer() {
                producer = PipelineTest.producer();
                begun.incrementAndGet();
                return producer;
            }
        };
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> made = new MockConsumer<>("earliest");
        Node node = new Node(1, "localhost", 1);
        for (String topic : List.of("in", "out", "out.rejected")) {
            made.updatePartitions(
                    topic,
                    List.of(
                            new PartitionInfo(topic, 0, node, new Node[] {node}, new Node[] {node}),
                            new PartitionInfo(topic, 1, node, new Node[] {node}, new Node[] {node})));
        }
        made.updateBeginningOffsets(Map.of(PLACE, 0L));
        return made;
    }
}

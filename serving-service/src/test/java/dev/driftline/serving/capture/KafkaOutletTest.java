package dev.driftline.serving.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaOutletTest {
    private static final DomainName SPAM = new DomainName("spam");

    private final Told told = new Told();

    /** What was told. */
    private static final class Told implements Outlet.Told {
        private final List<String> all = new ArrayList<>();

        @Override
        public void sent() {
            all.add("sent");
        }

        @Override
        public void lost(String why) {
            all.add(why);
        }
    }

    /** Tells a failure as the client does that takes nothing: before send returns. */
    private static MockProducer<byte[], byte[]> failing(ApiException failure) {
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                callback.onCompletion(null, failure);
                return CompletableFuture.failedFuture(failure);
            }
        };
    }

    @Test
    void whatTheClientHasNoRoomOrMetadataForMayBeSentAgain() {
        Outlet outlet = new KafkaOutlet(() -> failing(new TimeoutException("no metadata")));
        assertThat(outlet.send(capture(), told)).contains("no metadata");
        assertThat(told.all).isEmpty();
    }

    @Test
    void aBrokerWhoseNameIsNotKnownMayBeKnownLater() {
        Outlet outlet = new KafkaOutlet(() -> {
            throw new KafkaException("no such host");
        });
        assertThat(outlet.send(capture(), told)).contains("no such host");
        assertThat(told.all).isEmpty();
    }

    @Test
    void whatNoBrokerWouldEverTakeIsLost() {
        Outlet outlet = new KafkaOutlet(() -> failing(new RecordTooLargeException("too large")));
        assertThat(outlet.send(capture(), told)).isEmpty();
        assertThat(told.all).containsExactly("too large");
    }

    @Test
    void whatWasTakenAndNotDeliveredIsLostAndNotSentTwice() throws InterruptedException {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Outlet outlet = new KafkaOutlet(() -> producer);
        assertThat(outlet.send(capture(), told)).isEmpty();
        Thread client = Thread.ofPlatform().start(() -> producer.errorNext(new TimeoutException("30 s")));
        client.join();
        assertThat(told.all).containsExactly("30 s");
    }

    private static Capture capture() {
        return new Capture(
                Capture.FORMAT,
                PredictionId.of(SPAM, Instant.parse("2026-01-31T12:00:00Z"), 1),
                0,
                1,
                SPAM,
                Passage.of("a text"),
                new Prediction.Result("ham", List.of()),
                7,
                Digest.of(new byte[] {7}),
                4711);
    }
}

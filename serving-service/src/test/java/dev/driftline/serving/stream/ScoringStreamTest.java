package dev.driftline.serving.stream;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Predictors;
import dev.driftline.serving.predict.Terms;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoringStreamTest {
    private static final DomainName SPAM = new DomainName("spam");
    private static final Duration MILLIS = Duration.ofMillis(50);
    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = new Slots(engine, new FakeBlobs(), 9, meters, InstantSource.system());
    private final Predictor predictor = Predictors.over(slots, new FakeHints(), engine);
    private final AtomicInteger ended = new AtomicInteger();
    private final Asking asking = new Asking(predictor, 2, Duration.ofMillis(300));

    @BeforeEach
    void serve() {
        byte[] adapter = FakeEngine.adapter(7);
        VersionRef ref = new VersionRef(7, Digest.of(adapter), adapter.length, 70);
        slots.told(new AdapterRecord(new AdapterRecord.Header(SPAM, "A", 1, ref), adapter));
        eventually(slots::settled);
    }

    @AfterEach
    void close() {
        CountDownLatch held = engine.hold;
        if (held != null) {
            held.countDown();
        }
        asking.close();
        slots.close();
    }

    @Test
    void everyLineIsAnsweredInOrderAndTheLastOneTellsTheCounts() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 1; i <= 1_000; i++) {
            body.append(i % 10 == 0 ? "{\"txt\":\"x\"}\n" : "{\"id\":\"" + i + "\",\"text\":\"x\"}\n");
        }
        List<JsonNode> lines = answers(SPAM, bytes(body.toString()));
        assertThat(lines).hasSize(1_001);
        for (int i = 1; i <= 1_000; i++) {
            JsonNode line = lines.get(i - 1);
            assertThat(line.path("line").asLong()).isEqualTo(i);
            assertThat(line.path(i % 10 == 0 ? "field" : "id").asText()).isEqualTo(i % 10 == 0 ? "txt" : "" + i);
            assertThat(line.path("version").asInt()).isEqualTo(i % 10 == 0 ? 0 : 7);
        }
        assertThat(lines.getLast()).hasToString("{\"end\":{\"answered\":900,\"faulty\":100}}");
        eventually(() -> ended.get() == 1);
        assertThat(meters.get("driftline.serving.stream.lines")
                        .tag("outcome", "faulty")
                        .counter()
                        .count())
                .isEqualTo(100);
    }

    @Test
    void whatIsReadAndAskedStandsInTheRequestsTrace() throws Exception {
        ContextKey<String> trace = ContextKey.named("trace");
        CompletableFuture<@Nullable String> read = new CompletableFuture<>();
        InputStream body = new ByteArrayInputStream(new byte[0]) {
            @Override
            public synchronized int read(byte[] into, int from, int most) {
                read.complete(Context.current().get(trace));
                return -1;
            }
        };
        try (Scope _ = Context.current().with(trace, "the request's").makeCurrent()) {
            answers(SPAM, body);
        }
        assertThat(read).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("the request's");
    }

    @Test
    void aDomainThatCannotAnswerEndsTheStreamWithAReason() throws IOException {
        List<JsonNode> lines = answers(new DomainName("nobody"), bytes("{}\n{\"text\":\"a\"}\n"));
        assertThat(lines.getLast().at("/end/answered").asLong()).isZero();
        assertThat(lines.getLast().at("/end/stopped/status").asInt()).isEqualTo(404);
    }

    @Test
    void whoReadsSlowlyIsNotReadFromAheadOfAFewGroups() throws IOException {
        AtomicLong read = new AtomicLong();
        CountDownLatch reads = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                    reads.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        ScoringStream stream = stream(SPAM, endless(read));
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                stream.write(slow);
            } catch (IOException e) {
                ended.addAndGet(10);
            }
        });
        eventually(() -> read.get() > 0);
        long before;
        do {
            before = read.get();
            pause();
        } while (read.get() != before);
        assertThat(before).isLessThan(8 * 64 * 1024);
        writer.interrupt();
        eventually(() -> ended.get() == 11);
    }

    @Test
    void whenNobodyReadsAnyMoreTheReadingEnds() throws InterruptedException {
        ScoringStream stream = stream(SPAM, endless(new AtomicLong()));
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("closed");
            }
        };
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                stream.write(gone);
            } catch (IOException e) {
                ended.addAndGet(10);
            }
        });
        writer.join();
        eventually(() -> ended.get() == 11);
    }

    @Test
    void whoTakesNoAnswerForTooLongLosesTheConnectionInWhichTheWriterHangs() throws InterruptedException {
        hang(endless(new AtomicLong()));
        eventually(() -> ended.get() == 11);
        hang(bytes("{\"text\":\"a\"}\n"));
        eventually(() -> ended.get() == 22);
    }

    /** Until the connection is cut off. */
    private void hang(InputStream body) throws InterruptedException {
        CountDownLatch connection = new CountDownLatch(1);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                try {
                    connection.await();
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IOException("freed", e);
                }
            }
        };
        ScoringStream stream = stream(new Whom(SPAM, Terms.PLAIN), body, MILLIS, connection::countDown);
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                stream.write(full);
            } catch (IOException e) {
                ended.addAndGet(10);
            }
        });
        writer.join();
        assertThat(connection.getCount()).as("what is cut off").isZero();
    }

    @Test
    void groupsThatWaitForTheirTurnAreToldWhenTheServiceStops() throws Exception {
        engine.hold = new CountDownLatch(1);
        int before = engine.calls.get();
        Asking one = new Asking(predictor, 1, Duration.ZERO);
        Group group = new Groups(bytes("{\"text\":\"a\"}\n"), 64).next();
        Whom spam = new Whom(SPAM, Terms.PLAIN);
        var _ = one.ask(spam, group, () -> false);
        eventually(() -> engine.calls.get() > before);
        var queued = one.ask(spam, group, () -> false);
        one.close();
        assertThat(queued.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        Outcome.Stopped.class,
                        stopped -> assertThat(stopped.why().title()).isEqualTo("Stopping"));
    }

    private List<JsonNode> answers(DomainName domain, InputStream body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        stream(domain, body).write(out);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> Json.tree("line", line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private ScoringStream stream(DomainName domain, InputStream body) {
        return stream(new Whom(domain, Terms.PLAIN), body, ScoringStream.STALL, () -> {});
    }

    private ScoringStream stream(Whom whom, InputStream body, Duration stall, Runnable stalled) {
        StreamMeters counts = new StreamMeters(meters, () -> 1);
        ScoringStream.Ends ends = new ScoringStream.Ends(ended::incrementAndGet, stalled);
        return new ScoringStream(whom, new Groups(body, 64), asking, 2, stall, counts, ends);
    }

    private static InputStream endless(AtomicLong read) {
        byte[] line = "{\"text\":\"a\"}\n".getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            @Override
            public int read() {
                return line[(int) (read.getAndIncrement() % line.length)];
            }

            @Override
            public int read(byte[] into, int from, int most) {
                for (int i = 0; i < most; i++) {
                    into[from + i] = (byte) read();
                }
                return most;
            }

            @Override
            public int available() {
                return 1;
            }
        };
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

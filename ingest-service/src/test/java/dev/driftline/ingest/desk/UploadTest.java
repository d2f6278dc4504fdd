package dev.driftline.ingest.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.ingest.FakeDomains;
import dev.driftline.ingest.FakeLog;
import dev.driftline.ingest.broker.BrokerAway;
import dev.driftline.ingest.line.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class UploadTest {
    private static final String GOOD = "{\"text\":\"You won\",\"label\":\"spam\"}\n";

    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final FakeLog log = new FakeLog();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Desk desk = new Desk(FakeDomains.withSpam(), log, new Deaf(), 1_000, () -> 0);

    @Test
    void receiptsComeInOrderAndOneForEachLine() throws InterruptedException {
        try (Upload upload = upload(text((GOOD + "rubbish\n").repeat(3_000)), 1 << 20)) {
            List<Receipt> receipts = all(upload);

            assertThat(receipts).hasSize(6_000);
            for (int i = 0; i < receipts.size(); i++) {
                assertThat(receipts.get(i).index()).isEqualTo(i);
                assertThat(receipts.get(i).isAccepted()).isEqualTo(i % 2 == 0);
            }
        }
        assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLineIsAnsweredBeforeTheNextIsSent() throws IOException {
        try (PipedOutputStream client = new PipedOutputStream();
                Upload upload = upload(new PipedInputStream(client), 1 << 20)) {
            for (int i = 0; i < 3; i++) {
                client.write(GOOD.getBytes(StandardCharsets.UTF_8));
                client.flush();
                assertThat(upload.next().orElseThrow().index()).isEqualTo(i);
            }
        }
    }

    @Test
    void readingWaitsWhileNothingIsAcknowledged() throws InterruptedException {
        log.hold();
        try (Upload upload = upload(text(GOOD.repeat(5_000)), 1 << 20)) {
            long sent;
            do {
                sent = log.records("examples").size();
                TimeUnit.MILLISECONDS.sleep(200);
            } while (sent < log.records("examples").size());
            assertThat(sent).isBetween(1_000L, 1_100L);

            log.acknowledge();
            assertThat(all(upload)).hasSize(5_000);
        }
    }

    @Test
    void whenThereIsNoRoomForLongTheStreamEndsWithThat() {
        log.hold();
        try (Upload upload = upload(text(GOOD.repeat(100)), 1_024)) {
            assertThatThrownBy(() -> {
                        TimeUnit.MILLISECONDS.sleep(400);
                        log.acknowledge();
                        all(upload);
                    })
                    .isInstanceOf(Crowded.class);
        }
    }

    @Test
    void receiptsBeforeTheBrokerWentAwayAreGivenAndThenTheReason() {
        log.goAwayAfter(10);
        try (Upload upload = upload(text(GOOD.repeat(100)), 1 << 20)) {
            for (int i = 0; i < 10; i++) {
                assertThat(upload.next().orElseThrow().isAccepted()).isTrue();
            }
            assertThatThrownBy(upload::next).isInstanceOf(BrokerAway.class);
        }
    }

    @Test
    void aBodyThatBreaksOffEndsTheStreamAfterWhatWasWhole() {
        InputStream breaks = new InputStream() {
            private final InputStream some = text(GOOD);

            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int count = some.read(into, from, most);
                return count < 0 ? read() : count;
            }
        };
        try (Upload upload = upload(breaks, 1 << 20)) {
            assertThat(upload.next().orElseThrow().isAccepted()).isTrue();
            assertThatThrownBy(upload::next).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void closingEndsTheReader() throws IOException, InterruptedException {
        try (PipedOutputStream client = new PipedOutputStream()) {
            upload(new PipedInputStream(client), 1 << 20).close();
            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void roomIsGivenBackWhateverBecomesOfARecord() throws InterruptedException {
        Room room = new Room(1_024);
        LineReader lines = new LineReader(text((GOOD + "rubbish\n").repeat(100)), 1_000, () -> 0);
        try (Upload upload = new Upload(desk, room, PATIENCE, FakeDomains.SPAM, lines, ended::countDown)) {
            assertThat(all(upload)).hasSize(200);
        }
        room.take(1_000, PATIENCE);
        assertThatThrownBy(() -> room.take(1_000, PATIENCE)).isInstanceOf(Crowded.class);
        room.leave(1_000);
        room.take(5_000, PATIENCE);
    }

    private Upload upload(InputStream in, int roomBytes) {
        LineReader lines = new LineReader(in, 1_000, () -> 0);
        return new Upload(desk, new Room(roomBytes), PATIENCE, FakeDomains.SPAM, lines, ended::countDown);
    }

    private static List<Receipt> all(Upload upload) {
        List<Receipt> receipts = new ArrayList<>();
        for (Optional<Receipt> next = upload.next(); next.isPresent(); next = upload.next()) {
            receipts.add(next.get());
        }
        return receipts;
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Deaf implements Tally {
        @Override
        public void accepted(Duration took) {}

        @Override
        public void rejected(Reason reason) {}

        @Override
        public void unsent() {}
    }
}

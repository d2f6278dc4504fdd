package dev.driftline.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.client.FakeService;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.FileRecord;
import dev.driftline.contracts.domain.DomainName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SenderTest {
    private static final String POST = "POST /v1/domains/spam/examples";
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofMillis(200));

    private final FakeService ingest = new FakeService();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void acceptedAndRejectedRecordsAreCountedAndRejectsNameTheirLines() {
        ingest.on(POST, 200, "[" + accepted(0, 40) + "," + rejected(1) + "," + accepted(2, 41) + "]");
        SendReport report = send(ready(3, "a"), ready(4, "b"), ready(9, "c"));
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.lastOffset()).isEqualTo(41);
        assertThat(report.lastToken()).isEqualTo("examples/0@41");
        assertThat(report.firstRejected()).hasToString("[line 4: label: 'x' is not a label of spam]");
        assertThat(told).containsExactly("line 4: label: 'x' is not a label of spam", "sent 2 1");
    }

    @Test
    void faultsOfTheFileAreToldInTheOrderOfItsLines() {
        ingest.on(POST, 200, "[" + rejected(0) + "]");
        SendReport report =
                send(ready(1, "a"), new FileRecord.Faulty(2, "record", "record: is not UTF-8"), ready(3, "b"));
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(report.firstRejected().stream().map(SendReport.Rejected::line))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void manyRecordsGoInBatchesThatAreNeitherLongNorLarge() {
        ingest.on(POST, 200, receipts(0, 200)).on(POST, 200, receipts(0, 50));
        FileRecord[] many = IntStream.rangeClosed(1, 250)
                .mapToObj(line -> ready(line, "{}"))
                .toArray(FileRecord[]::new);
        assertThat(send(many).accepted()).isEqualTo(250);
        assertThat(ingest.asked()).hasSize(2);
    }

    @Test
    void aBatchThatIsPushedBackGoesAgainUnchanged() {
        ingest.on(POST, 503, "{\"title\":\"Busy\",\"status\":503,\"detail\":\"the broker is away\"}")
                .on(POST, 429, "{\"title\":\"Busy\",\"status\":429,\"detail\":\"slower\"}")
                .on(POST, 200, "[" + accepted(0, 1) + "]");
        assertThat(send(ready(1, "{\"text\":\"a\"}")).accepted()).isEqualTo(1);
        assertThat(ingest.asked()).hasSize(3).containsOnly(POST + " {\"text\":\"a\"}");
        assertThat(told).contains("waiting ingest: the broker is away", "waiting ingest: slower");
    }

    @Test
    void patienceEndsWithWhatIsSafeAlready() {
        ingest.on(POST, 200, receipts(0, 200))
                .on(POST, 503, "{\"title\":\"Busy\",\"status\":503,\"detail\":\"the broker is away\"}");
        FileRecord[] many = IntStream.rangeClosed(1, 201)
                .mapToObj(line -> ready(line, "{}"))
                .toArray(FileRecord[]::new);
        assertThatThrownBy(() -> send(many))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
                .hasMessageContainingAll("given up", "everything up to line 200 has its receipt");
    }

    @Test
    void aRequestThatIsWrongIsNotTriedAgain() {
        ingest.on(POST, 413, "{\"title\":\"Too large\",\"status\":413,\"detail\":\"too large\"}");
        assertThatThrownBy(() -> send(ready(1, "{}"))).hasMessageContaining("too large");
        assertThat(ingest.asked()).hasSize(1);
    }

    @Test
    @Timeout(30)
    void whatWasReadIsSentWhenTheInputPauses() {
        ingest.on(POST, 200, "[" + accepted(0, 1) + "]");
        Iterator<FileRecord> feed = List.of(ready(1, "a"), ready(2, "b")).iterator();
        AtomicInteger read = new AtomicInteger();
        SendReport report = sender().sendAll(() -> {
            awaitAsked(read.getAndIncrement());
            return feed.hasNext() ? Optional.of(feed.next()) : Optional.empty();
        });
        assertThat(report.accepted()).isEqualTo(2);
    }

    @Test
    void whatWasReadIsSentBeforeAFailureOfTheFileIsThrown() {
        ingest.on(POST, 200, "[" + accepted(0, 1) + "]");
        Iterator<FileRecord> feed = List.of(ready(1, "a")).iterator();
        assertThatThrownBy(() -> sender().sendAll(() -> Optional.of(feed.next())))
                .isInstanceOf(NoSuchElementException.class);
        assertThat(ingest.asked()).containsExactly(POST + " a");
    }

    private SendReport send(FileRecord... records) {
        Iterator<FileRecord> all = List.of(records).iterator();
        return sender().sendAll(() -> all.hasNext() ? Optional.of(all.next()) : Optional.empty());
    }

    private Sender sender() {
        Watcher watcher = new Watcher() {
            @Override
            public void rejected(SendReport.Rejected rejected) {
                told.add(rejected.toString());
            }

            @Override
            public void sent(long accepted, long rejected) {
                told.add("sent " + accepted + " " + rejected);
            }

            @Override
            public void waiting(Duration pause, String why) {
                told.add("waiting " + why);
            }
        };
        return new Sender(ingest.endpoints().ingestClient(), new DomainName("spam"), SHORT, watcher);
    }

    private void awaitAsked(int times) {
        while (ingest.asked().size() < times) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static FileRecord ready(long line, String json) {
        return new FileRecord.Ready(line, json);
    }

    private static String receipts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> accepted(index, index))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String accepted(int index, long offset) {
        return "{\"index\":" + index + ",\"id\":\"i\",\"topic\":\"examples\",\"partition\":0,\"offset\":" + offset
                + "}";
    }

    private static String rejected(int index) {
        return "{\"index\":" + index
                + ",\"reason\":\"unknown-label\",\"field\":\"label\",\"message\":\"label: 'x' is not a label of spam\"}";
    }
}

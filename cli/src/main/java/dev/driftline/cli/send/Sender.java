package dev.driftline.cli.send;

import dev.driftline.cli.client.IngestClient;
import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.FileRecord;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in batches. A batch that was refused for a while goes again unchanged: ingest gives the same record the
 * same id, so it is counted once while it lies within the last 65,536 records of the domain's partition.
 */
public final class Sender {
    private static final int BATCH_RECORDS = 200;
    private static final int BATCH_CHARACTERS = 500_000;
    /** A feed may never end, and its records are wanted soon. */
    private static final Duration BATCH_WAITS = Duration.ofMillis(200);

    private final IngestClient ingest;
    private final DomainName domain;
    private final Patience patience;
    private final Watcher watcher;
    private final List<FileRecord.Ready> batch = new ArrayList<>();
    private final List<SendReport.Rejected> listed = new ArrayList<>();
    private int batchCharacters;
    private long batchDueNanos;
    private long accepted;
    private long rejected;
    private long confirmedLine;
    private @Nullable Long lastOffset;

    public Sender(IngestClient ingest, DomainName domain, Patience patience, Watcher watcher) {
        this.ingest = ingest;
        this.domain = domain;
        this.patience = patience;
        this.watcher = watcher;
    }

    /**
     * Sends all that {@code records} yields until it is empty; what was read is sent when the input pauses, and before a
     * failure of {@code records} is thrown on.
     */
    public SendReport sendAll(Supplier<Optional<FileRecord>> records) {
        try (Feed feed = new Feed(records)) {
            Feed.Item item = next(feed);
            while (!(item instanceof Feed.Item.End)) {
                take(item);
                item = next(feed);
            }
            flush();
            if (item instanceof Feed.Item.End(RuntimeException mistake) && mistake != null) {
                throw mistake;
            }
        }
        return new SendReport(domain, accepted, rejected, listed, lastOffset);
    }

    private Feed.Item next(Feed feed) {
        return batch.isEmpty() ? feed.next() : feed.next(Duration.ofNanos(batchDueNanos - System.nanoTime()));
    }

    private void take(Feed.Item item) {
        switch (item) {
            case Feed.Item.Read(FileRecord.Ready ready) -> add(ready);
            case Feed.Item.Read(FileRecord.Faulty faulty) -> {
                flush();
                reject(new SendReport.Rejected(faulty.line(), faulty.field(), faulty.message()));
            }
            case Feed.Item.Nothing _, Feed.Item.End _ -> flush();
        }
    }

    private void add(FileRecord.Ready record) {
        if (batch.size() == BATCH_RECORDS || batchCharacters + record.json().length() > BATCH_CHARACTERS) {
            flush();
        }
        if (batch.isEmpty()) {
            batchDueNanos = System.nanoTime() + BATCH_WAITS.toNanos();
        }
        batch.add(record);
        batchCharacters += record.json().length();
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        List<Receipt> receipts =
                delivered(batch.stream().map(FileRecord.Ready::json).toList());
        if (receipts.size() != batch.size()) {
            throw new Failure(
                    ExitCode.FAILURE,
                    "ingest answered " + receipts.size() + " receipts for " + batch.size() + " records"
                            + progressSoFar());
        }
        for (int i = 0; i < receipts.size(); i++) {
            take(batch.get(i).line(), receipts.get(i));
        }
        confirmedLine = batch.getLast().line();
        batch.clear();
        batchCharacters = 0;
        watcher.sent(accepted, rejected);
    }

    private void take(long line, Receipt receipt) {
        if (receipt.isAccepted()) {
            accepted++;
            lastOffset = receipt.offset();
        } else {
            String field = receipt.field();
            reject(new SendReport.Rejected(line, field == null ? "record" : field, String.valueOf(receipt.message())));
        }
    }

    private void reject(SendReport.Rejected one) {
        rejected++;
        if (listed.size() < SendReport.MAX_LISTED) {
            listed.add(one);
        }
        watcher.rejected(one);
    }

    private List<Receipt> delivered(List<String> records) {
        long until = System.nanoTime() + patience.total().toNanos();
        Duration pause = patience.firstPause();
        while (true) {
            try {
                return ingest.send(domain, records);
            } catch (Failure e) {
                if (e.exitCode() != ExitCode.UNAVAILABLE) {
                    throw new Failure(e.exitCode(), e.words() + progressSoFar(), e);
                }
                Duration asked = e instanceof ServiceFailure answered ? answered.retryAfter() : Duration.ZERO;
                Duration wait = asked.compareTo(pause) > 0 ? shorter(asked, patience.longestPause()) : pause;
                if (System.nanoTime() + wait.toNanos() > until) {
                    throw new Failure(
                            e.exitCode(),
                            e.words() + "; given up after " + patience.total().toSeconds() + " s" + progressSoFar(),
                            e);
                }
                watcher.waiting(wait, e.words());
                sleep(wait);
                pause = shorter(pause.multipliedBy(2), patience.longestPause());
            }
        }
    }

    private String progressSoFar() {
        return confirmedLine == 0
                ? ""
                : "; everything up to line " + confirmedLine
                        + " has its receipt: run the same command again, what was accepted is counted once"
                        + " (within the last 65,536 records of the domain's partition)";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted", e);
        }
    }
}

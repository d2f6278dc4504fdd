package dev.driftline.cli.send;

import dev.driftline.cli.client.IngestClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.FileRecord;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in batches. A batch that was refused for a while goes again unchanged: ingest gives the same record the
 * same id, so it is counted once while it lies within the last 65,536 records of the domain's partition.
 */
public final class Sender implements Batches.Taker {
    private static final int BATCH_RECORDS = 200;
    private static final int BATCH_CHARACTERS = 500_000;

    private final IngestClient ingest;
    private final DomainName domain;
    private final Patience patience;
    private final Watcher watcher;
    private final List<SendReport.Rejected> listed = new ArrayList<>();
    private long accepted;
    private long rejected;
    private long confirmedLine;
    private @Nullable Long lastOffset;
    private @Nullable String lastToken;

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
        new Batches(BATCH_RECORDS, BATCH_CHARACTERS, this).takeAll(records);
        return new SendReport(domain, accepted, rejected, listed, lastOffset, lastToken);
    }

    @Override
    public void take(FileRecord.Faulty faulty) {
        reject(new SendReport.Rejected(faulty.line(), faulty.field(), faulty.message()));
    }

    @Override
    public void take(List<FileRecord.Ready> batch) {
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
        watcher.sent(accepted, rejected);
    }

    private void take(long line, Receipt receipt) {
        if (receipt.isAccepted()) {
            accepted++;
            lastOffset = receipt.offset();
            lastToken = receipt.token();
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
        return patience.keepTrying(() -> ingest.send(domain, records), watcher::waiting, this::last);
    }

    private Failure last(Failure e) {
        String over = e.exitCode() == ExitCode.UNAVAILABLE
                ? "; given up after " + patience.total().toSeconds() + " s"
                : "";
        return new Failure(e.exitCode(), e.words() + over + progressSoFar(), e);
    }

    private String progressSoFar() {
        return confirmedLine == 0
                ? ""
                : "; everything up to line " + confirmedLine
                        + " has its receipt: run the same command again, what was accepted is counted once"
                        + " (within the last 65,536 records of the domain's partition)";
    }
}

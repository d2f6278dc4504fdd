package dev.driftline.ingest.desk;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.ingest.line.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Several records that are answered together, when all of them have been acknowledged. */
public final class Batch {
    private final Desk desk;

    public Batch(Desk desk) {
        this.desk = desk;
    }

    /** A receipt for each line, in order; throws what stopped the first that was not acknowledged. */
    public List<Receipt> take(DomainName door, List<Line> lines) {
        List<CompletableFuture<Receipt>> pending = new ArrayList<>(lines.size());
        for (Line line : lines) {
            CompletableFuture<Receipt> receipt = desk.take(pending.size(), door, line);
            pending.add(receipt);
            if (receipt.isCompletedExceptionally()) {
                break;
            }
        }
        return pending.stream().map(Joined::of).toList();
    }
}

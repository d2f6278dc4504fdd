package dev.driftline.ingest;

import dev.driftline.ingest.broker.BrokerAway;
import dev.driftline.ingest.broker.Outgoing;
import dev.driftline.ingest.broker.RecordLog;
import dev.driftline.ingest.broker.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A log in memory, which acknowledges at once, later, or never. */
public final class FakeLog implements RecordLog {
    private final List<Outgoing> records = new ArrayList<>();
    private final List<Runnable> acknowledgements = new ArrayList<>();
    private boolean away;
    private boolean holding;
    private int goesAwayAfter = Integer.MAX_VALUE;

    @Override
    public synchronized CompletableFuture<Written> append(Outgoing record) {
        if (away || records.size() >= goesAwayAfter) {
            return CompletableFuture.failedFuture(new BrokerAway("the broker is away"));
        }
        records.add(record);
        int partition = Objects.requireNonNullElse(record.partition(), 0);
        long offset = records.stream()
                        .filter(one -> one.topic().equals(record.topic()))
                        .count()
                - 1;
        Written written = new Written(record.topic(), partition, offset);
        if (!holding) {
            return CompletableFuture.completedFuture(written);
        }
        CompletableFuture<Written> later = new CompletableFuture<>();
        acknowledgements.add(() -> later.complete(written));
        return later;
    }

    public synchronized List<Outgoing> records(String topic) {
        return records.stream().filter(one -> one.topic().equals(topic)).toList();
    }

    /** From here on nothing is acknowledged until {@link #acknowledge()}. */
    public synchronized void hold() {
        holding = true;
    }

    public synchronized void acknowledge() {
        holding = false;
        acknowledgements.forEach(Runnable::run);
        acknowledgements.clear();
    }

    public synchronized void setAway(boolean isAway) {
        away = isAway;
    }

    public synchronized void goAwayAfter(int count) {
        goesAwayAfter = count;
    }

    /** As new. */
    public synchronized void clear() {
        records.clear();
        away = false;
        holding = false;
        goesAwayAfter = Integer.MAX_VALUE;
    }
}

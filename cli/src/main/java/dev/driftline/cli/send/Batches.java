package dev.driftline.cli.send;

import dev.driftline.cli.file.FileRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers records into batches; what was read goes on when the input pauses, since a feed may never end and is wanted soon. */
public final class Batches {
    private static final Duration WAITS = Duration.ofMillis(200);

    private final int mostRecords;
    private final int mostCharacters;
    private final Taker taker;
    private final List<FileRecord.Ready> batch = new ArrayList<>();
    private int characters;
    private long dueNanos;

    /** Who takes what was gathered, in the order of the input. */
    public interface Taker {
        /** One record or more. */
        void take(List<FileRecord.Ready> records);

        /** A record that cannot be read; those before it were taken. */
        void take(FileRecord.Faulty record);
    }

    /**
     * @param mostRecords in a batch
     * @param mostCharacters in a batch, unless a single record has more
     */
    public Batches(int mostRecords, int mostCharacters, Taker taker) {
        this.mostRecords = mostRecords;
        this.mostCharacters = mostCharacters;
        this.taker = taker;
    }

    /** All that {@code records} yields until it is empty; what was read is taken before a failure of {@code records} is thrown on. */
    public void takeAll(Supplier<Optional<FileRecord>> records) {
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
    }

    private Feed.Item next(Feed feed) {
        return batch.isEmpty() ? feed.next() : feed.next(Duration.ofNanos(dueNanos - System.nanoTime()));
    }

    private void take(Feed.Item item) {
        switch (item) {
            case Feed.Item.Read(FileRecord.Ready ready) -> add(ready);
            case Feed.Item.Read(FileRecord.Faulty faulty) -> {
                flush();
                taker.take(faulty);
            }
            case Feed.Item.Nothing _, Feed.Item.End _ -> flush();
        }
    }

    private void add(FileRecord.Ready record) {
        if (batch.size() == mostRecords || characters + record.json().length() > mostCharacters) {
            flush();
        }
        if (batch.isEmpty()) {
            dueNanos = System.nanoTime() + WAITS.toNanos();
        }
        batch.add(record);
        characters += record.json().length();
    }

    private void flush() {
        if (!batch.isEmpty()) {
            taker.take(List.copyOf(batch));
            batch.clear();
            characters = 0;
        }
    }
}

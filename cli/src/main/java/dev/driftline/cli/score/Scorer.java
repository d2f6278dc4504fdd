package dev.driftline.cli.score;

import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.FileRecord;
import dev.driftline.cli.send.Feed;
import dev.driftline.cli.send.Patience;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Scored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks for a file's records in batches; what was read is asked when the input pauses. */
public final class Scorer {
    private static final int BATCH_RECORDS = 512;
    private static final int BATCH_CHARACTERS = 1_000_000;
    private static final Duration BATCH_WAITS = Duration.ofMillis(200);

    private final ServingClient serving;
    private final DomainName domain;
    private final Patience patience;
    private final Listener listener;
    private final List<FileRecord.Ready> batch = new ArrayList<>();
    private int batchCharacters;
    private long batchDueNanos;
    private long answered;
    private long faulty;

    public Scorer(ServingClient serving, DomainName domain, Patience patience, Listener listener) {
        this.serving = serving;
        this.domain = domain;
        this.patience = patience;
        this.listener = listener;
    }

    /** Until {@code records} is empty. */
    public ScoreReport scoreAll(Supplier<Optional<FileRecord>> records) {
        long began = System.nanoTime();
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
        return new ScoreReport(domain, answered, faulty, (System.nanoTime() - began) / 1e9);
    }

    private Feed.Item next(Feed feed) {
        return batch.isEmpty() ? feed.next() : feed.next(Duration.ofNanos(batchDueNanos - System.nanoTime()));
    }

    private void take(Feed.Item item) {
        switch (item) {
            case Feed.Item.Read(FileRecord.Ready ready) -> add(ready);
            case Feed.Item.Read(FileRecord.Faulty bad) -> {
                flush();
                tell(Scored.faulty(bad.line(), null, bad.field(), bad.message()));
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
        List<Scored> told = answers(batch.stream().map(FileRecord.Ready::json).toList());
        if (told.size() != batch.size()) {
            throw new Failure(
                    ExitCode.FAILURE, "serving answered " + told.size() + " lines of " + batch.size() + soFar());
        }
        for (int i = 0; i < told.size(); i++) {
            tell(told.get(i).at(batch.get(i).line()));
        }
        batch.clear();
        batchCharacters = 0;
        listener.progress(answered, faulty);
    }

    private void tell(Scored scored) {
        if (scored.isAnswered()) {
            answered++;
        } else {
            faulty++;
        }
        listener.told(scored);
    }

    /** A question that is asked twice changes nothing, so a batch goes again as a whole. */
    private List<Scored> answers(List<String> lines) {
        long until = System.nanoTime() + patience.total().toNanos();
        Duration pause = patience.firstPause();
        while (true) {
            try {
                return serving.score(domain, lines);
            } catch (Failure e) {
                Duration asked = e instanceof ServiceFailure told ? told.retryAfter() : Duration.ZERO;
                Duration wait = shorter(asked.compareTo(pause) > 0 ? asked : pause, patience.longestPause());
                if (e.exitCode() != ExitCode.UNAVAILABLE || System.nanoTime() + wait.toNanos() > until) {
                    throw new Failure(e.exitCode(), e.words() + soFar(), e);
                }
                listener.waiting(wait, e.words());
                sleep(wait);
                pause = shorter(pause.multipliedBy(2), patience.longestPause());
            }
        }
    }

    private String soFar() {
        return "; " + (answered + faulty) + " records were told of before";
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

package dev.driftline.cli.score;

import dev.driftline.cli.client.Asking;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.FileRecord;
import dev.driftline.cli.send.Batches;
import dev.driftline.cli.send.Patience;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Scored;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks for a file's records in batches; what was read is asked when the input pauses. */
public final class Scorer implements Batches.Taker {
    private static final int BATCH_RECORDS = 512;

    /** Few enough that whoever watches sees it go on. */
    private static final int WATCHED_RECORDS = 64;

    private static final int BATCH_CHARACTERS = 1_000_000;

    private final ServingClient serving;
    private final DomainName domain;
    private final Asking asking;
    private final Patience patience;
    private final Listener listener;
    private final int batch;
    private long answered;
    private long faulty;

    /**
     * @param asking of which version and how fresh, for every batch
     * @param watched whether somebody looks at how far it is
     */
    public Scorer(
            ServingClient serving,
            DomainName domain,
            Asking asking,
            Patience patience,
            Listener listener,
            boolean watched) {
        batch = watched ? WATCHED_RECORDS : BATCH_RECORDS;
        this.serving = serving;
        this.domain = domain;
        this.asking = asking;
        this.patience = patience;
        this.listener = listener;
    }

    /** Until {@code records} is empty. */
    public ScoreReport scoreAll(Supplier<Optional<FileRecord>> records) {
        long began = System.nanoTime();
        new Batches(batch, BATCH_CHARACTERS, this).takeAll(records);
        return new ScoreReport(domain, answered, faulty, (System.nanoTime() - began) / 1e9);
    }

    @Override
    public void take(FileRecord.Faulty bad) {
        tell(Scored.faulty(bad.line(), null, bad.field(), bad.message()));
    }

    @Override
    public void take(List<FileRecord.Ready> batch) {
        List<Scored> told = answers(batch.stream().map(FileRecord.Ready::json).toList());
        if (told.size() != batch.size()) {
            throw new Failure(
                    ExitCode.FAILURE, "serving answered " + told.size() + " lines of " + batch.size() + soFar());
        }
        for (int i = 0; i < told.size(); i++) {
            tell(told.get(i).at(batch.get(i).line()));
        }
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
        return patience.keepTrying(
                () -> serving.score(domain, lines, asking),
                listener::waiting,
                last -> new Failure(last.exitCode(), last.words() + soFar(), last));
    }

    private String soFar() {
        return "; " + (answered + faulty) + " records were told of before";
    }
}

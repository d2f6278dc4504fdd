package dev.driftline.serving.stream;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.answer.Wishes;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Opens streams, so many at once. */
final class Streams implements AutoCloseable {
    private final Predictor predictor;
    private final Directory directory;
    private final Asking asking;
    private final StreamConfig config;
    private final Semaphore places;
    private final StreamMeters meters;

    Streams(Predictor predictor, Directory directory, StreamConfig config, MeterRegistry registry) {
        unless(config.most() >= 1, "driftline.serving.stream.most", "must be 1 or more");
        unless(
                config.group() >= 1 && config.group() <= Question.MAX_TEXTS,
                "driftline.serving.stream.group",
                "must be 1.." + Question.MAX_TEXTS);
        this.predictor = predictor;
        this.directory = directory;
        this.config = config;
        asking = new Asking(predictor, config.groupsInFlight(), config.patience());
        places = new Semaphore(config.most());
        meters = new StreamMeters(registry, () -> config.most() - places.availablePermits());
    }

    /** What became of asking for a stream. */
    sealed interface Opened {
        record Open(ScoringStream stream) implements Opened {}

        record Refused(Reply why) implements Opened {}
    }

    /** @param stalled run where answers are not taken */
    Opened open(String domain, Wishes wishes, InputStream body, Runnable stalled) {
        DomainName name;
        try {
            name = new DomainName(domain);
        } catch (InvalidValue e) {
            return refused(new Reply.NoName(String.valueOf(e.getMessage())));
        }
        Whom whom;
        try {
            whom = whom(name, wishes);
        } catch (InvalidValue e) {
            return refused(new Reply.Invalid(e.field(), String.valueOf(e.getMessage())));
        }
        Optional<Reply> refusal = whom.terms().isPlain() ? predictor.refusal(whom.domain()) : Optional.empty();
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        if (!places.tryAcquire()) {
            return refused(new Reply.Busy("as many streams are open as may be at once"));
        }
        Groups groups = new Groups(body, config.group());
        return new Opened.Open(new ScoringStream(
                whom,
                groups,
                asking,
                config.groupsInFlight(),
                ScoringStream.STALL,
                meters,
                new ScoringStream.Ends(places::release, stalled)));
    }

    private Opened refused(Reply why) {
        return new Opened.Refused(predictor.refused(why));
    }

    private Whom whom(DomainName domain, Wishes wishes) {
        return new Whom(domain, wishes.terms((field, offset) -> directory.offset(domain, field, offset)));
    }

    @Override
    public void close() {
        asking.close();
    }
}

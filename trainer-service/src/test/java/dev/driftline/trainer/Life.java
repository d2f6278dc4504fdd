package dev.driftline.trainer;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.trainer.publish.Blobs;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.step.DeathMarks;
import dev.driftline.trainer.step.FakeLearning;
import dev.driftline.trainer.stream.FakeLog;
import dev.driftline.trainer.stream.FakeStream;
import dev.driftline.trainer.stream.PlaceCheck;
import dev.driftline.trainer.stream.Texts;
import dev.driftline.trainer.window.Lanes;
import dev.driftline.trainer.window.Task;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One life of a trainer process over a log, a registry and a broker that outlive it. */
final class Life {
    private static final int MOST_TASKS = 1_000;

    final AtomicLong clock = new AtomicLong();
    final Lanes lanes = new Lanes("examples", clock::get, 1_000_000);
    final FakeLearning learning = new FakeLearning();
    final FakeStream stream;
    final TrainingLoop loop;

    /**
     * @param committed what the broker holds, by partition; outlives the trainer
     */
    Life(FakeLog log, FakeRegistry registry, Map<Integer, Long> committed, Path cache) {
        stream = new FakeStream(log, lanes, committed);
        registry.ledgers
                .values()
                .forEach(entries -> stream.tell(entries.getLast().state()));
        Blobs blobs = new Blobs(registry, 1_000_000);
        Contest contest = new Contest(() -> UUID.randomUUID().toString());
        Factors factors = new Factors(learning, registry, blobs);
        Update update = new Update(
                learning,
                new DomainForms(learning, registry),
                factors,
                blobs,
                log,
                new Texts(log, 1_000_000),
                new DeathMarks(cache));
        loop = new TrainingLoop(
                true,
                lanes,
                new Opening(registry, contest, lanes, stream.commits(), new PlaceCheck(log), learning, factors),
                stream.backlog(),
                update,
                registry,
                blobs,
                contest,
                stream.commits(),
                new Faults(""),
                new Journal(new SimpleMeterRegistry(), clock::get));
    }

    /** Reads all there is and serves tasks until nothing is due. */
    void work() {
        stream.readAll();
        serve(MOST_TASKS);
    }

    /** Serves so many tasks at most. */
    void serve(int most) {
        for (int i = 0; i < most; i++) {
            Optional<Task> task = next();
            if (task.isEmpty()) {
                return;
            }
            loop.serve(task.get());
        }
    }

    private Optional<Task> next() {
        try {
            return lanes.await(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String why(DomainState domain) {
        return lanes.status(new DomainName(domain.domain().value()))
                .orElseThrow()
                .why();
    }
}

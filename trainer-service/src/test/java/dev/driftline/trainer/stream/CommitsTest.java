package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.window.Lanes;
import dev.driftline.trainer.window.Task;
import dev.driftline.trainer.window.Window;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommitsTest {
    /** Everything that may happen between reading and commit, in orders of chance: the committed offset never leads. */
    @Test
    void theCommittedOffsetPassesARecordOnlyWhenThatIsDone() throws InterruptedException {
        for (long seed = 0; seed < 60; seed++) {
            new Run(seed).play();
        }
    }

    private static final class Run {
        private final long seed;
        private final Chance chance;
        private final FakeLog log = new FakeLog();
        private final Lanes lanes = new Lanes(Topics.EXAMPLES, () -> 0, 1_000_000);
        private final FakeDomains domains = new FakeDomains(lanes::told);
        private final FakeRejects rejects = new FakeRejects();
        private final Intake intake = new Intake(
                log, domains, rejects, lanes, new Patience(Duration.ofMillis(1)), new Tally(new SimpleMeterRegistry()));
        private final List<Long> committed = new ArrayList<>();
        private final Commits commits =
                new Commits(lanes, rejects, offsets -> committed.add(offsets.get(0)), Runnable::run);
        private final TreeSet<Long> open = new TreeSet<>();
        private int ids;

        private Run(long seed) {
            this.seed = seed;
            this.chance = Chance.of(seed, "commits");
        }

        private void play() throws InterruptedException {
            for (String name : List.of("a", "b")) {
                domains.tell(Samples.byCount(name, 3));
            }
            intake.assigned(Topics.EXAMPLES, 0, new Beginning(0, 0, 0));
            for (int move = 0; move < 200; move++) {
                switch (chance.below(4)) {
                    case 0, 1 -> read(1 + chance.below(4));
                    case 2 -> serve();
                    default -> acknowledge();
                }
                commits.commit();
                if (!committed.isEmpty() && !open.isEmpty()) {
                    assertThat(committed.getLast())
                            .as("seed " + seed + " move " + move)
                            .isLessThanOrEqualTo(open.first());
                }
            }
            assertThat(committed).as("seed " + seed).isSorted().hasSizeGreaterThan(10);
        }

        private void read(int count) {
            List<RawRecord> batch = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int kind = ids == 0 ? 2 : chance.below(5);
                String domain = chance.below(2) == 0 ? "a" : "b";
                byte[] value = switch (kind) {
                    case 0 -> new byte[] {'{'};
                    case 1 -> Samples.record(domain, Math.max(0, ids - 1));
                    default -> Samples.record(domain, ids++);
                };
                RawRecord record = log.add(0, value);
                batch.add(record);
                if (kind != 1) {
                    open.add(record.offset());
                }
            }
            intake.receive(batch);
        }

        private void serve() throws InterruptedException {
            Optional<Task> task = lanes.await(Duration.ZERO);
            switch (task.orElse(null)) {
                case null -> assertThat(task).isEmpty();
                case Task.Open opening -> lanes.opened(opening.state());
                case Task.Refill refill -> new Backlog(log, domains, lanes).refill(refill);
                case Task.Learn learn -> enter(learn.window());
            }
        }

        private void enter(Window window) {
            window.examples().forEach(one -> open.remove(one.offset()));
            DomainState next = Fold.next(
                    window.state(), new LedgerEvent.Withheld(new Exclusion(window.interval(), "a test"), null));
            lanes.told(next);
        }

        private void acknowledge() {
            Long told = rejects.unacknowledged.pollFirst();
            if (told != null) {
                open.remove(told);
            }
        }
    }
}

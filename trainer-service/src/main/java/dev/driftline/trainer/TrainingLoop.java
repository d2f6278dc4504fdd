package dev.driftline.trainer;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.WithholdRequest;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.trainer.publish.Blobs;
import dev.driftline.trainer.publish.Contest;
import dev.driftline.trainer.publish.Registry;
import dev.driftline.trainer.publish.RegistryAway;
import dev.driftline.trainer.step.Learned;
import dev.driftline.trainer.stream.Backlog;
import dev.driftline.trainer.stream.Commits;
import dev.driftline.trainer.stream.LogAway;
import dev.driftline.trainer.window.Lanes;
import dev.driftline.trainer.window.Task;
import dev.driftline.trainer.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plot. One thread takes what is due, of one domain or of many at once: cut → restore a copy → train, in shared steps → average;
 * then domain by domain: exam of candidate and champion → upload → offer → commit → remember. The reader's thread fills the lanes
 * beside it.
 */
final class TrainingLoop {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final Duration BROKEN = Duration.ofSeconds(30);

    private static final String OPEN = "open";
    private static final String REFILL = "refill";
    private static final String LEARN = "learn";
    private static final String BEGIN = "begin";
    private static final String TRAIN = "train";
    private static final String END = "end";

    private static final int MOST_TOGETHER = 32;
    private static final long MOST_BYTES_TOGETHER = 128L * 1024 * 1024;

    private final boolean sharing;
    private final Set<DomainName> failed = new HashSet<>();
    private final Lanes lanes;
    private final Opening opening;
    private final Backlog backlog;
    private final Update update;
    private final Registry registry;
    private final Blobs blobs;
    private final Contest contest;
    private final Commits commits;
    private final Faults faults;
    private final Journal journal;
    private volatile boolean ending;

    /** @param sharing whether windows that are due at once share their steps */
    TrainingLoop(
            boolean sharing,
            Lanes lanes,
            Opening opening,
            Backlog backlog,
            Update update,
            Registry registry,
            Blobs blobs,
            Contest contest,
            Commits commits,
            Faults faults,
            Journal journal) {
        this.sharing = sharing;
        this.lanes = lanes;
        this.opening = opening;
        this.backlog = backlog;
        this.update = update;
        this.registry = registry;
        this.blobs = blobs;
        this.contest = contest;
        this.commits = commits;
        this.faults = faults;
        this.journal = journal;
    }

    void run(Tidying tidying) throws InterruptedException {
        while (!ending) {
            Optional<Task> task = lanes.await(IDLE);
            if (task.isPresent()) {
                serve(task.get());
                tidying.worked();
            } else {
                tidying.rested();
            }
        }
    }

    /** The running step is finished, its update dropped: nothing was written, so nothing is lost. */
    void end() {
        ending = true;
        lanes.wake();
    }

    /** Does one task; of a window, with others that are due. Trouble pauses the domain that has it, alone, and says why. */
    void serve(Task task) {
        switch (task) {
            case Task.Open open -> guarded(open.domain(), OPEN, () -> opening.open(open.state()));
            case Task.Refill refill ->
                guarded(refill.domain(), REFILL, () -> {
                    journal.refills(refill);
                    backlog.refill(refill);
                });
            case Task.Learn learn -> guarded(learn.domain(), LEARN, () -> learn(beside(learn.window())));
        }
    }

    /** Whose last update failed, or killed the process, goes alone: nobody else may fail of it. */
    private List<Window> beside(Window window) {
        List<Window> windows = new ArrayList<>(List.of(window));
        if (mayShare(window)) {
            long[] bytes = {bytes(window)};
            windows.addAll(lanes.dueBeside(
                    window.state().domain(), MOST_TOGETHER - 1, other -> mayShare(other) && fits(other, bytes)));
        }
        return windows;
    }

    private static boolean fits(Window window, long[] bytes) {
        bytes[0] += bytes(window);
        return bytes[0] <= MOST_BYTES_TOGETHER;
    }

    /** What its update holds of adapter numbers, about: raw, average, two moments. */
    private static long bytes(Window window) {
        VersionRef newest = window.state().newest();
        return newest == null ? 0 : 4 * newest.adapterBytes();
    }

    private boolean mayShare(Window window) {
        return sharing && !failed.contains(window.state().domain()) && !update.isSuspect(window);
    }

    private void guarded(DomainName domain, String stage, Runnable work) {
        try {
            work.run();
            journal.wentWell(domain, stage);
        } catch (RegistryAway | LogAway e) {
            journal.paused(domain, stage, e);
            lanes.pause(domain, Objects.toString(e.getMessage()), AWAY);
        } catch (RuntimeException e) {
            journal.broken(domain, stage, e);
            lanes.pause(domain, "an update failed, it is tried again: " + words(e), BROKEN);
        }
    }

    /** What refuses to be wrong says so in words; of anything else its class is the best of them. */
    private static String words(RuntimeException e) {
        return e instanceof InvalidValue invalid ? String.valueOf(invalid.getMessage()) : e.toString();
    }

    private void learn(List<Window> windows) {
        List<Update.Begun> begun = new ArrayList<>();
        try {
            for (Window window : windows) {
                if (!ending) {
                    guarded(window.state().domain(), BEGIN, () -> begin(window, begun));
                }
            }
            List<Learned> learned = train(begun);
            for (int i = 0; i < learned.size(); i++) {
                Update.Begun one = begun.get(i);
                Learned own = ending ? new Learned.Abandoned() : learned.get(i);
                guarded(one.window().state().domain(), END, () -> end(one.window(), one.finish(own)));
                lanes.activity(one.window().state().domain(), null);
            }
        } finally {
            begun.forEach(Update.Begun::close);
            windows.forEach(window -> lanes.activity(window.state().domain(), null));
        }
    }

    private void begin(Window window, List<Update.Begun> begun) {
        if (!opening.isInPlace(window.state())) {
            return;
        }
        faults.reach(Faults.AFTER_CUT);
        lanes.activity(window.state().domain(), journal.began(window));
        Finished.Poisoned refusal = update.refusal(window);
        if (refusal != null) {
            withhold(window, refusal);
        } else {
            begun.add(update.begin(window));
        }
    }

    /** A failure in a shared step tells nobody whose it was: all are tried again, each alone. */
    private List<Learned> train(List<Update.Begun> begun) {
        List<DomainName> domains =
                begun.stream().map(one -> one.window().state().domain()).toList();
        try {
            List<Learned> learned = begun.isEmpty() ? List.of() : update.train(begun, () -> ending);
            domains.forEach(failed::remove);
            domains.forEach(domain -> journal.wentWell(domain, TRAIN));
            for (int i = 0; i < learned.size(); i++) {
                journal.trained(begun.get(i).window(), learned.get(i));
            }
            return learned;
        } catch (RuntimeException e) {
            failed.addAll(domains);
            domains.forEach(domain -> guarded(domain, TRAIN, () -> {
                throw e;
            }));
            return List.of();
        }
    }

    private void end(Window window, Finished finished) {
        switch (finished) {
            case Finished.Version version -> publish(window, version);
            case Finished.Poisoned poisoned -> withhold(window, poisoned);
            case Finished.Abandoned _ -> journal.abandoned(window);
        }
    }

    private void publish(Window window, Finished.Version version) {
        Exam exam = new Exam(version, window.state().champion());
        journal.examined(window);
        blobs.put(version.ref().adapter(), version.adapter());
        blobs.put(version.stateDigest(), version.state());
        faults.reach(Faults.AFTER_BLOBS);
        Contest.Outcome outcome = contest.run(
                window.state(),
                at -> registry.offer(
                        at.state().domain(),
                        new Offer(
                                at.state().number(),
                                at.nonce(),
                                version.manifest().apply(exam.against(at.state().champion())),
                                version.mark())));
        settle(window, outcome);
    }

    /** The outcome beside the champion of the moment; another champion means another exam. */
    private final class Exam {
        private final Finished.Version version;
        private @Nullable VersionRef champion;
        private Evidence evidence;

        private Exam(Finished.Version version, @Nullable VersionRef champion) {
            this.version = version;
            this.champion = champion;
            this.evidence = update.examine(version, champion);
        }

        private Evidence against(@Nullable VersionRef now) {
            if (!Objects.equals(now, champion)) {
                champion = now;
                evidence = update.examine(version, now);
            }
            return evidence;
        }
    }

    private void withhold(Window window, Finished.Poisoned poisoned) {
        journal.withheld(window, poisoned);
        Exclusion exclusion = new Exclusion(window.interval(), poisoned.why());
        settle(
                window,
                contest.run(
                        window.state(),
                        at -> registry.withhold(
                                at.state().domain(),
                                new WithholdRequest(at.state().number(), at.nonce(), exclusion, poisoned.mark()))));
    }

    private void settle(Window window, Contest.Outcome outcome) {
        switch (outcome) {
            case Contest.Outcome.Won won -> remember(won.entry());
            case Contest.Outcome.Lost lost -> {
                journal.dropped(window, lost.newest());
                lanes.told(lost.newest());
            }
            case Contest.Outcome.Refused refused -> {
                journal.refused(window, refused.why());
                lanes.pause(
                        window.state().domain(),
                        "the registry refuses window " + window.interval() + ": " + refused.why(),
                        BROKEN);
            }
        }
    }

    private void remember(LedgerEntry entry) {
        faults.reach(Faults.BEFORE_COMMIT);
        lanes.told(entry.state());
        journal.entered(entry);
        commits.commitSoon();
    }
}

package dev.driftline.trainer;

import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Trunk;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.exam.Examiner;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.exam.Sitter;
import dev.driftline.trainer.publish.Blobs;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.step.DeathMarks;
import dev.driftline.trainer.step.Learned;
import dev.driftline.trainer.step.Learning;
import dev.driftline.trainer.step.Steps;
import dev.driftline.trainer.stream.Log;
import dev.driftline.trainer.stream.Texts;
import dev.driftline.trainer.window.Window;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a window into a version: on a copy of the trunk, restored from its blob, so a lost race leaves nothing behind.
 * A function of state, window and log.
 */
final class Update {
    private final Learning learning;
    private final Factors factors;
    private final Blobs blobs;
    private final Log log;
    private final Texts texts;
    private final DeathMarks deaths;
    private final Examiner examiner;

    Update(Learning learning, Factors factors, Blobs blobs, Log log, Texts texts, DeathMarks deaths) {
        this.learning = learning;
        this.factors = factors;
        this.blobs = blobs;
        this.log = log;
        this.texts = texts;
        this.deaths = deaths;
        this.examiner = new Examiner(learning);
    }

    /** Restores a copy, trains it, and averages. */
    Finished train(Window window, BooleanSupplier stop) {
        DomainState state = window.state();
        if (!window.learnable()) {
            return new Finished.Poisoned(
                    "none of its " + window.examples().size() + " examples is for training",
                    Material.mark(window, log));
        }
        String name = nameOf(window);
        if (deaths.diedTwice(state.domain(), name)) {
            // the mark stays: it speaks of this window alone, and withholding it may have to be tried again
            return new Finished.Poisoned(
                    "the trainer died twice while it trained this window", Material.mark(window, log));
        }
        Trunk trunk = state.trunk();
        byte[] parent = trunk == null ? null : blobs.get(trunk.state());
        Recollection carried =
                parent == null ? Recollection.NONE : Recollection.from(learning.extras(parent), state.logGeneration());
        long seed = Chance.seed(state.seed(), trunk == null ? null : trunk.adapter(), state.windows());
        Material material = Material.read(window, carried, seed, log, texts);

        deaths.began(state.domain(), name);
        Finished finished;
        try {
            finished = train(window, parent, seed, material, stop);
        } catch (RuntimeException e) {
            deaths.ended(state.domain());
            throw e;
        }
        deaths.ended(state.domain());
        return finished;
    }

    private Finished train(
            Window window, byte @Nullable [] parent, long seed, Material material, BooleanSupplier stop) {
        DomainState state = window.state();
        MethodSettings settings = state.spec().settings();
        Digest factorsDigest = factors.of(settings);
        Steps steps = new Steps(settings, seed, state.seed(), material.before().steps());
        try (Learning.Pupil pupil = pupil(state, parent, seed, factors.bytes(factorsDigest))) {
            return switch (steps.take(pupil, material.lessons(), stop)) {
                case Learned.Done done -> version(window, seed, material, factorsDigest, done, pupil);
                case Learned.NotFinite bad -> new Finished.Poisoned("not finite: " + bad.what(), material.mark());
                case Learned.Abandoned _ -> new Finished.Abandoned(material.mark());
            };
        }
    }

    /** The exam of candidate and champion. */
    Evidence examine(Finished.Version version, @Nullable VersionRef champion) {
        byte[] frozen = factors.bytes(version.factors());
        Sitter candidate = new Sitter(version.ref(), version::adapter, frozen);
        Sitter other = champion == null ? null : new Sitter(champion, () -> blobs.get(champion.adapter()), frozen);
        return examiner.examine(version.paper(), candidate, other);
    }

    private Learning.Pupil pupil(DomainState state, byte @Nullable [] parent, long seed, byte @Nullable [] frozen) {
        MethodSettings settings = state.spec().settings();
        return parent == null
                ? learning.fresh(settings, state.spec().labels(), seed, frozen)
                : learning.restore(settings, state.spec().labels(), parent, frozen);
    }

    private Finished.Version version(
            Window window,
            long seed,
            Material material,
            @Nullable Digest factorsDigest,
            Learned.Done done,
            Learning.Pupil pupil) {
        DomainState state = window.state();
        byte[] adapter = pupil.adapter();
        byte[] after = pupil.state(material.after(seed, done.steps()).extras(state.logGeneration()));
        VersionRef ref = new VersionRef(
                state.versions() + 1,
                Digest.of(adapter),
                adapter.length,
                window.interval().to());
        Digest stateDigest = Digest.of(after);
        return new Finished.Version(
                ref,
                stateDigest,
                adapter,
                after,
                factorsDigest,
                material.paper(),
                material.mark(),
                evidence -> manifest(window, seed, material, factorsDigest, done, ref, stateDigest, evidence));
    }

    private Manifest manifest(
            Window window,
            long seed,
            Material material,
            @Nullable Digest factorsDigest,
            Learned.Done done,
            VersionRef ref,
            Digest stateDigest,
            Evidence evidence) {
        DomainState state = window.state();
        Trunk trunk = state.trunk();
        return new Manifest(
                Manifest.FORMAT,
                state.domain(),
                ref.version(),
                state.spec().number(),
                learning.base(),
                state.spec().settings(),
                seed,
                state.windows(),
                trunk == null ? null : trunk.version(),
                window.interval(),
                state.pendingExclusions(),
                window.training().size(),
                window.exam().size(),
                material.drawn(),
                window.duplicates(),
                ref.adapter(),
                ref.adapterBytes(),
                stateDigest,
                factorsDigest,
                ref.learnedUpTo(),
                done.loss(),
                done.steps(),
                evidence,
                learning.running(),
                null);
    }

    private static String nameOf(Window window) {
        DomainState state = window.state();
        return state.ledgerId() + " " + state.windows() + " " + state.position();
    }
}

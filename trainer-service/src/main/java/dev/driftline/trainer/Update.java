package dev.driftline.trainer;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Trunk;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.trainer.exam.Examiner;
import dev.driftline.trainer.exam.Examiner.Calibrated;
import dev.driftline.trainer.exam.Recollection;
import dev.driftline.trainer.exam.Sitter;
import dev.driftline.trainer.publish.Blobs;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.step.Course;
import dev.driftline.trainer.step.DeathMarks;
import dev.driftline.trainer.step.Learned;
import dev.driftline.trainer.step.Learning;
import dev.driftline.trainer.step.Lockstep;
import dev.driftline.trainer.stream.Log;
import dev.driftline.trainer.stream.Texts;
import dev.driftline.trainer.window.Window;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns a window into a version: on a copy of the trunk, restored from its blob, so a lost race leaves nothing behind.
 * A function of state, window and log.
 */
final class Update {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final int MOST_DEATHS = 2;

    private final Learning learning;
    private final DomainForms forms;
    private final Factors factors;
    private final Blobs blobs;
    private final Log log;
    private final Texts texts;
    private final DeathMarks deaths;
    private final Examiner examiner;

    Update(
            Learning learning,
            DomainForms forms,
            Factors factors,
            Blobs blobs,
            Log log,
            Texts texts,
            DeathMarks deaths) {
        this.learning = learning;
        this.forms = forms;
        this.factors = factors;
        this.blobs = blobs;
        this.log = log;
        this.texts = texts;
        this.deaths = deaths;
        this.examiner = new Examiner(learning);
    }

    /** Why nothing can come of a window; null: it can be trained. */
    Finished.@Nullable Poisoned refusal(Window window) {
        if (!window.learnable()) {
            return new Finished.Poisoned(
                    "none of its " + window.examples().size() + " examples is for training",
                    Material.mark(window, log));
        }
        if (deaths.of(window.state().domain(), nameOf(window)) >= MOST_DEATHS) {
            // the mark stays: it speaks of this window alone, and withholding it may have to be tried again
            return new Finished.Poisoned(
                    "the trainer died twice while it trained this window", Material.mark(window, log));
        }
        return null;
    }

    /** Whether the process died while it trained this window: then no other may die of it. */
    boolean isSuspect(Window window) {
        return deaths.of(window.state().domain(), nameOf(window)) > 0;
    }

    /** Reads all that the update needs and restores a copy of the trunk; the caller closes it. */
    Begun begin(Window window) {
        DomainState state = window.state();
        Trunk trunk = state.trunk();
        byte[] parent = trunk == null ? null : blobs.get(trunk.state());
        Recollection carried =
                parent == null ? Recollection.NONE : Recollection.from(learning.extras(parent), state.logGeneration());
        long seed = Chance.seed(state.seed(), trunk == null ? null : trunk.adapter(), state.windows());
        Material material = Material.read(window, carried, seed, log, texts);
        MethodSettings settings = state.spec().settings();
        Digest factorsDigest = factors.of(settings);
        byte[] frozen = factors.bytes(factorsDigest);

        TrainingForm form = forms.of(state);
        Learning.Pupil pupil = pupil(form, state, parent, seed, frozen);
        try {
            Course course = new Course(
                    settings,
                    seed,
                    state.seed(),
                    material.before().steps(),
                    pupil,
                    material.lessons(),
                    material.next());
            SplitCheck.of(state, seed, material).ifPresent(LOG::warn);
            return new Begun(window, seed, form, material, factorsDigest, pupil, course);
        } catch (RuntimeException e) {
            pupil.close();
            throw e;
        }
    }

    /** One update under way; owns its copy of the trunk. */
    final class Begun implements AutoCloseable {
        private final Window window;
        private final long seed;
        private final TrainingForm form;
        private final Material material;
        private final @Nullable Digest factorsDigest;
        private final Learning.Pupil pupil;
        private final Course course;

        private Begun(
                Window window,
                long seed,
                TrainingForm form,
                Material material,
                @Nullable Digest factorsDigest,
                Learning.Pupil pupil,
                Course course) {
            this.window = window;
            this.seed = seed;
            this.form = form;
            this.material = material;
            this.factorsDigest = factorsDigest;
            this.pupil = pupil;
            this.course = course;
        }

        Window window() {
            return window;
        }

        /** After its last step. */
        Finished finish(Learned learned) {
            return switch (learned) {
                case Learned.Done done -> version(this, done);
                case Learned.NotFinite bad -> new Finished.Poisoned("not finite: " + bad.what(), material.mark());
                case Learned.Abandoned _ -> new Finished.Abandoned(material.mark());
            };
        }

        @Override
        public void close() {
            pupil.close();
        }
    }

    /** Trains and averages all of them side by side; in their order. */
    List<Learned> train(List<Begun> updates, BooleanSupplier stop) {
        updates.forEach(one -> deaths.began(one.window.state().domain(), nameOf(one.window)));
        try {
            List<Learned> learned = Lockstep.take(
                    learning, updates.stream().map(one -> one.course).toList(), stop);
            survived(updates);
            return learned;
        } catch (RuntimeException e) {
            survived(updates);
            throw e;
        }
    }

    /** Whatever came of them, the process is alive. */
    private void survived(List<Begun> updates) {
        updates.forEach(one -> deaths.ended(one.window.state().domain()));
    }

    /** The exam of candidate and champion. */
    Evidence examine(Finished.Version version, @Nullable VersionRef champion) {
        byte[] frozen = factors.bytes(version.factors());
        Sitter candidate = new Sitter(version.ref(), version::adapter, frozen);
        Sitter other = champion == null ? null : new Sitter(champion, () -> blobs.get(champion.adapter()), frozen);
        return examiner.examine(version.paper(), candidate, other);
    }

    private Learning.Pupil pupil(
            TrainingForm form, DomainState state, byte @Nullable [] parent, long seed, byte @Nullable [] frozen) {
        MethodSettings settings = state.spec().settings();
        return parent == null
                ? learning.fresh(form, settings, state.spec().labels(), seed, frozen)
                : learning.restore(form, settings, state.spec().labels(), parent, frozen);
    }

    private Finished.Version version(Begun update, Learned.Done done) {
        Window window = update.window;
        DomainState state = window.state();
        Calibrated calibrated = examiner.calibrate(
                update.material.paper(), update.pupil.adapter(), factors.bytes(update.factorsDigest));
        byte[] adapter = calibrated.adapter();
        byte[] after = update.pupil.state(
                update.material.after(update.seed, done.steps()).extras(state.logGeneration()));
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
                update.factorsDigest,
                update.material.paper(),
                update.material.mark(),
                evidence -> manifest(update, done, ref, stateDigest, evidence, calibrated.temperature()));
    }

    private Manifest manifest(
            Begun update,
            Learned.Done done,
            VersionRef ref,
            Digest stateDigest,
            Evidence evidence,
            double temperature) {
        Window window = update.window;
        DomainState state = window.state();
        Trunk trunk = state.trunk();
        return new Manifest(
                Manifest.FORMAT,
                state.domain(),
                ref.version(),
                state.spec().number(),
                learning.base(),
                state.spec().settings(),
                update.seed,
                state.windows(),
                trunk == null ? null : trunk.version(),
                window.interval(),
                update.material.next().isEmpty() ? null : window.nextInterval(),
                state.pendingExclusions(),
                window.training().size(),
                window.exam().size(),
                update.material.drawn(),
                window.duplicates(),
                ref.adapter(),
                ref.adapterBytes(),
                stateDigest,
                update.factorsDigest,
                ref.learnedUpTo(),
                done.loss(),
                done.steps(),
                evidence,
                learning.running(update.form, done.alone()),
                null,
                temperature == 1 ? null : temperature,
                window.newestAt());
    }

    private static String nameOf(Window window) {
        DomainState state = window.state();
        return state.ledgerId() + " " + state.windows() + " " + state.position();
    }
}

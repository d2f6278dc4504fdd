package dev.driftline.serving.engine;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.form.Forms;
import dev.driftline.adapters.program.NativeTuning;
import dev.driftline.adapters.resident.MixedBatch;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Residents of the one base of this process, whose native memory is this engine's. */
final class ResidentEngine implements Engine {
    /** A form for few tokens: what asks a scorer by itself asks little, beside the calls that others wait for. */
    private static final int FEW_TOKENS = 1;

    private final Base base;
    private final Forms forms;
    private final Races races;
    private final int threads;
    private final int lanes;
    private final LongSupplier nanos;
    private final boolean rounds;
    private final OneThread wide = new OneThread("engine-wide");

    /**
     * @param form auto, or a form's word
     * @param lanes calls at the same time; 0: one for each thread on a CPU, else one
     * @param nanos a clock that never goes back
     */
    ResidentEngine(BaseSettings settings, String form, int lanes, LongSupplier nanos) {
        this.nanos = nanos;
        threads = settings.threadsUsed();
        unless(
                lanes >= 0 && lanes <= threads,
                "driftline.serving.lanes",
                "must lie in 0.." + threads + ", the number of driftline.threads");
        int share = lanes == 0 ? 1 : threads / lanes;
        NativeTuning.forShortCalls(share == 1);
        base = wide.call(() -> Base.open(new BaseSettings(settings.base(), settings.device(), share)));
        try {
            boolean cpu = base.encoder().program().isOnCpu();
            this.lanes = lanes > 0 ? lanes : cpu ? threads : 1;
            forms = wide.call(() -> Forms.open(base, form, cpu ? threads : share, nanos));
            rounds = forms.rounds();
            races = new Races(forms);
        } catch (RuntimeException e) {
            wide.close();
            base.close();
            throw e;
        }
    }

    /** What the base runs on, in one line. */
    String running() {
        var running = base.running(false);
        return "device=" + running.device() + " threads=" + threads + " lanes=" + lanes + " cpu="
                + running.cpuCapability()
                + " libtorch=" + running.libtorch() + " base="
                + base.digest().brief();
    }

    /** What was tried, in one line. */
    String trials() {
        return forms.trials().stream()
                .map(trial -> String.format(
                        Locale.ROOT,
                        "%s@%dx%d/%d=%.1fms/%.4f",
                        trial.form().word(),
                        trial.texts(),
                        trial.tokens(),
                        trial.threads(),
                        trial.millis(),
                        trial.cosine()))
                .collect(Collectors.joining(" "));
    }

    @Override
    public Unloaded open(byte[] adapter) {
        return new Opened(AdapterFile.read(base.encoder().geometry(), adapter));
    }

    @Override
    public List<Words> read(List<Passage> passages) {
        return base.tokens(passages).stream().map(row -> (Words) new Row(row)).toList();
    }

    @Override
    public Answered answer(List<Part> parts, boolean exactly, boolean alone) {
        int tokens = parts.stream().mapToInt(part -> part.words().tokens()).sum();
        boolean all = alone && races.wide(tokens, exactly);
        Formed form = forms.at(tokens, exactly, all);
        List<MixedBatch.Part> texts = parts.stream().map(ResidentEngine::part).toList();
        long begun = nanos.getAsLong();
        List<float[][]> rows = all ? wide.call(() -> MixedBatch.answer(form, texts)) : MixedBatch.answer(form, texts);
        if (alone) {
            races.took(tokens, exactly, all, nanos.getAsLong() - begun);
        }
        return new Answered(
                rows.stream().map(one -> one[0]).toList(), form.form().word());
    }

    private static MixedBatch.Part part(Part part) {
        return new MixedBatch.Part(((ResidentScorer) part.scorer()).resident(), List.of(((Row) part.words()).row()));
    }

    @Override
    public int lanes() {
        return lanes;
    }

    /** What single texts and full batches are answered in, beside other calls. */
    String chosen() {
        return "one=" + forms.at(FEW_TOKENS, false, false).form().word() + " batch="
                + forms.at(Integer.MAX_VALUE, false, false).form().word();
    }

    @Override
    public boolean batches(boolean exactly) {
        return forms.batches(exactly);
    }

    @Override
    public boolean rounds() {
        return rounds;
    }

    @Override
    public void close() {
        wide.close();
        forms.close();
        base.close();
    }

    private final class Opened implements Unloaded {
        private final AdapterFile.Content content;

        private Opened(AdapterFile.Content content) {
            this.content = content;
        }

        @Override
        public Optional<Digest> factors() {
            return Optional.ofNullable(content.header().factors());
        }

        @Override
        public Scorer load(byte @Nullable [] named) {
            return new ResidentScorer(Resident.load(base, content, named), forms);
        }
    }

    private record Row(TokenRow row) implements Words {
        @Override
        public int tokens() {
            return row.length();
        }
    }

    private record ResidentScorer(Resident resident, Forms forms) implements Scorer {
        @Override
        public List<String> labels() {
            return resident.header().labels();
        }

        @Override
        public List<Integer> trained() {
            return resident.header().trainedLabels();
        }

        @Override
        public boolean mayRound() {
            return resident.header().holdsInInt8();
        }

        @Override
        public long bytes() {
            return resident.bytes();
        }

        @Override
        public float[][] scores(List<Passage> passages) {
            return resident.scores(forms.at(FEW_TOKENS, !mayRound(), false), passages);
        }

        @Override
        public void close() {
            resident.close();
        }
    }
}

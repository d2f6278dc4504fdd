package dev.driftline.serving.engine;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.form.Forms;
import dev.driftline.adapters.resident.MixedBatch;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Residents of the one base of this process, whose native memory is this engine's. */
final class ResidentEngine implements Engine {
    /** A form for few tokens: what asks a scorer by itself asks little, beside the calls that others wait for. */
    private static final int FEW_TOKENS = 1;

    private final Base base;
    private final Forms forms;
    private final int lanes;

    /**
     * @param form auto, or a form's word
     * @param lanes calls at the same time; 0: one for each thread on a CPU, else one
     */
    ResidentEngine(BaseSettings settings, String form, int lanes) {
        base = Base.open(settings);
        try {
            var running = base.running(false);
            int most = running.device().equals("cpu") ? running.threads() : 1;
            this.lanes = lanes == 0 ? most : lanes;
            forms = Forms.open(base, form, Math.max(1, running.threads() / this.lanes), System::nanoTime);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    /** What the base runs on, in one line. */
    String running() {
        var running = base.running(false);
        return "device=" + running.device() + " threads=" + running.threads() + " lanes=" + lanes + " cpu="
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
    public Optional<Digest> factorsOf(byte[] adapter) {
        return Optional.ofNullable(AdapterFile.header(adapter).factors());
    }

    @Override
    public Scorer load(byte[] adapter, byte @Nullable [] factors) {
        return new ResidentScorer(Resident.load(base, adapter, factors), forms);
    }

    @Override
    public List<Words> read(List<Passage> passages) {
        return base.tokens(passages).stream().map(row -> (Words) new Row(row)).toList();
    }

    @Override
    public List<float[]> answer(List<Part> parts, boolean exactly, boolean alone) {
        int tokens = parts.stream().mapToInt(part -> part.words().tokens()).sum();
        Formed form = forms.at(tokens, exactly, alone);
        return MixedBatch.answer(form, parts.stream().map(ResidentEngine::part).toList()).stream()
                .map(rows -> rows[0])
                .toList();
    }

    private static MixedBatch.Part part(Part part) {
        return new MixedBatch.Part(((ResidentScorer) part.scorer()).resident(), List.of(((Row) part.words()).row()));
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public String form(int tokens, boolean exactly) {
        return forms.at(tokens, exactly, false).form().word();
    }

    @Override
    public boolean rounds() {
        return forms.rounds();
    }

    @Override
    public void close() {
        forms.close();
        base.close();
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
            return resident.scores(forms.at(FEW_TOKENS, true, false), passages);
        }

        @Override
        public void close() {
            resident.close();
        }
    }
}

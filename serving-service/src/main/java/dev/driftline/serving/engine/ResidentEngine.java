package dev.driftline.serving.engine;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.file.AdapterFile;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Digest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Residents of the one base of this process, whose native memory is this engine's. */
final class ResidentEngine implements Engine {
    private final Base base;

    ResidentEngine(BaseSettings settings) {
        base = Base.open(settings);
    }

    /** What the base runs on, in one line. */
    String running() {
        var running = base.running(false);
        return "device=" + running.device() + " threads=" + running.threads() + " cpu=" + running.cpuCapability()
                + " libtorch=" + running.libtorch() + " base="
                + base.digest().brief();
    }

    @Override
    public Optional<Digest> factorsOf(byte[] adapter) {
        return Optional.ofNullable(AdapterFile.header(adapter).factors());
    }

    @Override
    public Scorer load(byte[] adapter, byte @Nullable [] factors) {
        return new ResidentScorer(Resident.load(base, adapter, factors));
    }

    @Override
    public void close() {
        base.close();
    }

    private record ResidentScorer(Resident resident) implements Scorer {
        @Override
        public List<String> labels() {
            return resident.header().labels();
        }

        @Override
        public List<Integer> trained() {
            return resident.header().trainedLabels();
        }

        @Override
        public float[][] scores(List<Passage> passages) {
            return resident.scores(passages);
        }

        @Override
        public void close() {
            resident.close();
        }
    }
}

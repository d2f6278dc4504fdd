package dev.driftline.serving.slots;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.engine.Engine.Scorer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries an adapter out before anybody is answered by it. One thread at a time. */
final class Stager {
    private static final List<Passage> CANARY = List.of(Passage.of("Where is my parcel? It was due on Monday."));
    private static final double SUM_TOLERANCE = 1e-3;
    private final Engine engine;
    private final FactorShelf factors;

    Stager(Engine engine, FactorShelf factors) {
        this.engine = engine;
        this.factors = factors;
    }

    /** Digest, then fit, then a first answer; {@code adapter} is null for a claim check. */
    Staged stage(VersionRef version, byte @Nullable [] adapter) {
        if (adapter == null) {
            return new Staged.Missing(version.adapter(), Staged.Kind.ADAPTER);
        }
        if (adapter.length != version.adapterBytes() || !Digest.of(adapter).equals(version.adapter())) {
            return new Staged.Refused(
                    Reason.DIGEST,
                    "the adapter's bytes are not what digest "
                            + version.adapter().brief() + " names");
        }
        try {
            return load(adapter);
        } catch (InvalidValue e) {
            return new Staged.Refused(Reason.UNFIT, "the adapter does not fit: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Staged.Refused(Reason.UNFIT, "the adapter does not load: " + e);
        }
    }

    private Staged load(byte[] adapter) {
        Optional<Digest> named = engine.factorsOf(adapter);
        byte[] shared = named.isPresent() ? factors.get(named.get()) : null;
        if (named.isPresent() && shared == null) {
            return new Staged.Missing(named.get(), Staged.Kind.FACTORS);
        }
        Scorer scorer = engine.load(adapter, shared);
        Optional<String> flaw;
        try {
            flaw = flaw(scorer);
        } catch (RuntimeException e) {
            scorer.close();
            throw e;
        }
        if (flaw.isEmpty()) {
            return new Staged.Ready(scorer);
        }
        scorer.close();
        return new Staged.Refused(Reason.SELF_TEST, "the adapter's first answer " + flaw.get());
    }

    /** What is wrong with an answer, if anything. */
    private static Optional<String> flaw(Scorer scorer) {
        int labels = scorer.labels().size();
        if (scorer.trained().isEmpty() || scorer.trained().stream().anyMatch(row -> row < 0 || row >= labels)) {
            return Optional.of("has no trained label to choose");
        }
        float[][] scores = scorer.scores(CANARY);
        if (scores.length != 1 || scores[0].length != labels) {
            return Optional.of("has not one score for each of its " + labels + " labels");
        }
        double sum = 0;
        for (float score : scores[0]) {
            if (!(score >= 0)) {
                return Optional.of("holds " + score + ", which is no probability");
            }
            sum += score;
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE ? Optional.empty() : Optional.of("sums to " + sum + ", not 1");
    }
}

package dev.driftline.serving.slots;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.serving.engine.Engine;
import dev.driftline.serving.engine.Engine.Part;
import dev.driftline.serving.engine.Engine.Scorer;
import dev.driftline.serving.engine.Engine.Unloaded;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries an adapter out before anybody is answered by it. One thread at a time. */
final class Stager {
    /** Short: who asked a cold domain waits for it too. */
    private static final Passage CANARY = Passage.of("parcel");

    private static final double SUM_TOLERANCE = 1e-3;
    private final Engine engine;
    private final FactorShelf factors;

    Stager(Engine engine, FactorShelf factors) {
        this.engine = engine;
        this.factors = factors;
    }

    /**
     * Digest, then fit, then labels, then a first answer.
     *
     * @param adapter null for a claim check
     * @param labels the domain's, in order; empty while they are not known
     * @param tried digest of an adapter whose first answer was good, if there was one: the same bytes are not asked again
     */
    Staged stage(VersionRef version, byte @Nullable [] adapter, List<String> labels, Optional<Digest> tried) {
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
            return load(adapter, labels, tried.equals(Optional.of(version.adapter())));
        } catch (InvalidValue e) {
            return new Staged.Refused(Reason.UNFIT, "the adapter does not fit: " + e.getMessage());
        } catch (RuntimeException e) {
            return new Staged.Refused(Reason.UNFIT, "the adapter does not load: " + e);
        }
    }

    private Staged load(byte[] adapter, List<String> labels, boolean tried) {
        Unloaded unloaded = engine.open(adapter);
        Optional<Digest> named = unloaded.factors();
        byte[] shared = named.isPresent() ? factors.get(named.get()) : null;
        if (named.isPresent() && shared == null) {
            return new Staged.Missing(named.get(), Staged.Kind.FACTORS);
        }
        Scorer scorer = unloaded.load(shared);
        boolean ready = false;
        try {
            Optional<Staged.Refused> refused = refused(scorer, labels, tried);
            ready = refused.isEmpty();
            return ready ? new Staged.Ready(scorer) : refused.get();
        } finally {
            if (!ready) {
                scorer.close();
            }
        }
    }

    private Optional<Staged.Refused> refused(Scorer scorer, List<String> labels, boolean tried) {
        Optional<String> order = misplaced(scorer.labels(), labels);
        if (order.isPresent()) {
            return Optional.of(
                    new Staged.Refused(Reason.LABELS, "the adapter's labels are not the domain's: " + order.get()));
        }
        return (tried ? Optional.<String>empty() : flaw(scorer))
                .map(flaw -> new Staged.Refused(Reason.SELF_TEST, "the adapter's first answer " + flaw));
    }

    /** Labels are only ever appended, so that of the adapter's and the domain's one begins with the other, whichever is newer. */
    private static Optional<String> misplaced(List<String> adapters, List<String> domains) {
        for (int row = 0; row < Math.min(adapters.size(), domains.size()); row++) {
            if (!adapters.get(row).equals(domains.get(row))) {
                return Optional.of(
                        "row " + row + " is " + adapters.get(row) + " there and " + domains.get(row) + " here");
            }
        }
        return Optional.empty();
    }

    /** What is wrong with an answer, if anything; in whatever form of the base is fastest, since every form shows it. */
    private Optional<String> flaw(Scorer scorer) {
        int labels = scorer.labels().size();
        if (scorer.trained().isEmpty() || scorer.trained().stream().anyMatch(row -> row < 0 || row >= labels)) {
            return Optional.of("has no trained label to choose");
        }
        Part asked = new Part(scorer, engine.read(List.of(CANARY)).getFirst());
        float[] scores = engine.answer(List.of(asked), false, false).rows().getFirst();
        if (scores.length != labels) {
            return Optional.of("has not one score for each of its " + labels + " labels");
        }
        double sum = 0;
        for (float score : scores) {
            if (!(score >= 0)) {
                return Optional.of("holds " + score + ", which is no probability");
            }
            sum += score;
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE ? Optional.empty() : Optional.of("sums to " + sum + ", not 1");
    }
}

package dev.driftline.contracts.domain;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a domain's adapter is trained. Every linear layer of the base carries one, unless {@code ranks} says otherwise.
 *
 * @param rank rows of A (per matrix); ignored by {@code head}
 * @param alpha the scale of the low-rank part is alpha / rank
 * @param rankStabilised whether it is alpha / sqrt(rank) instead (Kalajdzievski, arXiv 2312.03732)
 * @param rate AdamW's rate for the adapter
 * @param expandRatio B's rate over A's (LoRA+; Hayou, Ghosh, Yu, arXiv 2402.12354); 1 for one rate; ignored where there is no B
 * @param warmup steps of the trunk over which all rates rise in a line to what they are; 0: none
 * @param headRate AdamW's rate for the head, which starts at zero and wants its own; where it begins for each label
 * @param headTimescale steps of a label after which its rate has come down by the square root of 2, and goes on so; 0: never
 * @param decay AdamW's decoupled weight decay
 * @param dropout probability with which hidden states are dropped in training
 * @param clip bound on the gradient's global L2 norm
 * @param batch examples a step
 * @param epochs passes over a window and what was drawn for it
 * @param drawn examples drawn from memory into a full window's training; into a shorter one half as many for each
 *     example, but enough to fill a batch
 * @param averaging share of the past in the published average of versions, bias-corrected; 0 publishes the raw weights
 * @param horizon steps of the trunk after which all rates have come down in a line, behind the warm-up, to nothing; 0: they never do
 * @param batchTokens tokens a step at most, beside {@code batch}, a text that is longer alone; 0: no such bound
 * @param ranks of single matrices, by {@link Matrix} or by layer and matrix as {@code 0.query}, the latter first; 0: that one carries no
 *     adapter; what is not named has {@code rank}
 * @param classWeights factor of a label's examples in the loss, whose mean is weighted; a label that is not named has 1
 * @param factors between which EDoRA's R lies; ignored by every other method
 * @param bidora what that method needs beside; absent for every other
 */
public record MethodSettings(
        AdapterMethod method,
        int rank,
        double alpha,
        boolean rankStabilised,
        double rate,
        double expandRatio,
        int warmup,
        double headRate,
        double headTimescale,
        double decay,
        double dropout,
        double clip,
        int batch,
        int epochs,
        int drawn,
        double averaging,
        int horizon,
        int batchTokens,
        Map<String, Integer> ranks,
        Map<String, Double> classWeights,
        FactorStart factors,
        @Nullable BidoraSettings bidora) {

    /** A trainer's state at this rank still fits a blob on the default base; a wider base may allow less. */
    public static final int MAX_RANK = 64;

    /** So many long texts at once take a gigabyte in training; the process is shared by all domains. */
    private static final int MAX_BATCH = 64;

    private static final int MAX_EPOCHS = 10;
    private static final double MAX_CLASS_WEIGHT = 1_000;

    /** One text of the longest kind, and a batch of the most texts of the longest kind. */
    private static final int MIN_BATCH_TOKENS = 128;

    private static final int MAX_BATCH_TOKENS = 8_192;
    private static final int MAX_DRAWN = 2_000;

    public MethodSettings {
        unless(rank >= 1 && rank <= MAX_RANK, "rank", "must lie in 1.." + MAX_RANK);
        unless(alpha > 0 && Double.isFinite(alpha), "alpha", "must be a positive number");
        unless(rate >= 0 && Double.isFinite(rate), "rate", "must be a number, 0 or more");
        unless(expandRatio > 0 && Double.isFinite(expandRatio), "expandRatio", "must be a positive number");
        unless(warmup >= 0, "warmup", "must be 0 or more");
        unless(headRate >= 0 && Double.isFinite(headRate), "headRate", "must be a number, 0 or more");
        unless(headTimescale >= 0 && Double.isFinite(headTimescale), "headTimescale", "must be a number, 0 or more");
        unless(decay >= 0 && decay < 1, "decay", "must lie in [0, 1)");
        unless(dropout >= 0 && dropout < 1, "dropout", "must lie in [0, 1)");
        unless(clip > 0 && Double.isFinite(clip), "clip", "must be a positive number");
        unless(batch >= 1 && batch <= MAX_BATCH, "batch", "must lie in 1.." + MAX_BATCH);
        unless(epochs >= 1 && epochs <= MAX_EPOCHS, "epochs", "must lie in 1.." + MAX_EPOCHS);
        unless(drawn >= 0 && drawn <= MAX_DRAWN, "drawn", "must lie in 0.." + MAX_DRAWN);
        unless(averaging >= 0 && averaging < 1, "averaging", "must lie in [0, 1)");
        unless(horizon == 0 || horizon > warmup, "horizon", "must be 0, or more than warmup");
        unless(
                batchTokens == 0 || (batchTokens >= MIN_BATCH_TOKENS && batchTokens <= MAX_BATCH_TOKENS),
                "batchTokens",
                "must be 0, or lie in " + MIN_BATCH_TOKENS + ".." + MAX_BATCH_TOKENS);
        ranks = new Ranks(rank, ranks).own();
        ranks.forEach((name, own) -> unless(own <= MAX_RANK, "ranks." + name, "must lie in 0.." + MAX_RANK));
        classWeights = Collections.unmodifiableMap(new TreeMap<>(classWeights));
        classWeights.forEach((label, weight) -> unless(
                weight >= 1 / MAX_CLASS_WEIGHT && weight <= MAX_CLASS_WEIGHT,
                "classWeights." + label,
                "must lie in 0.001..1000"));
        unless(
                (bidora != null) == (method == AdapterMethod.BIDORA),
                "bidora",
                "is there for the method bidora, and for no other");
    }

    /**
     * Settings that streamed well untouched. The head's rate: in one pass over clinc150 and banking77 with four seeds, judged on parts
     * that were not trained on, a rate that begins at 1e-2 and falls with each label's own steps was as good as the best constant rate
     * or better after 5, 10, 20, 40 windows and at the end, where constant rates that are good early lose half a point to a point late.
     */
    public static MethodSettings defaults(AdapterMethod method) {
        double alpha = switch (method) {
            case HEAD, EDORA -> 8;
            case LORA, DORA, BIDORA -> 16;
        };
        double rate = switch (method) {
            case HEAD, LORA, DORA, BIDORA -> 1e-3;
            case EDORA -> 3e-3;
        };
        BidoraSettings bidora = method == AdapterMethod.BIDORA ? BidoraSettings.FAST : null;
        return new MethodSettings(
                method,
                8,
                alpha,
                false,
                rate,
                1,
                0,
                1e-2,
                100,
                0,
                0,
                1,
                32,
                1,
                64,
                0.8,
                0,
                0,
                Map.of(),
                Map.of(),
                FactorStart.SVD,
                bidora);
    }

    /** The head's rate at a label's step {@code t}: the reciprocal square root with a timescale (Zhai et al., arXiv 2106.04560, 3.5). */
    public double headRateAt(double t) {
        return headTimescale == 0 ? headRate : headRate / Math.sqrt(1 + t / headTimescale);
    }

    /** What the low-rank part is multiplied by: alpha / rank, or alpha / sqrt(rank). */
    public double scale() {
        return plainAlpha() / rank;
    }

    /** The alpha that makes the same scale without rank stabilisation, as adapter files hold it. */
    public double plainAlpha() {
        return rankStabilised ? alpha * Math.sqrt(rank) : alpha;
    }

    /** The part of their rates that all tensors have at the trunk's step {@code t}: up in a line, then down in a line where there is a horizon. */
    public double pace(double t) {
        if (t < warmup) {
            return t / warmup;
        }
        return horizon == 0 ? 1 : Math.max(0, (horizon - t) / (horizon - warmup));
    }

    /** The rank of every matrix. */
    public Ranks ranking() {
        return new Ranks(rank, ranks);
    }
}

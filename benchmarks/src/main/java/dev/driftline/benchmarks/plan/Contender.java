package dev.driftline.benchmarks.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the comparison: a method, its rank, and BiDoRA's preset; or full fine-tuning.
 *
 * @param word as a person says it: {@code lora}, {@code lora:1}, {@code bidora:paper}, {@code full}
 * @param method full fine-tuning has the head's: no adapter is trained beside
 * @param rank null: that of the others
 */
public record Contender(
        String word,
        AdapterMethod method,
        @Nullable Integer rank,
        @Nullable BidoraSettings bidora) {
    private static final String FULL = "full";

    /** Usual for a BERT: Devlin et al. (arXiv 1810.04805, A.3) tried 5e-5, 3e-5 and 2e-5. */
    private static final double FULL_RATE = 2e-5;

    /** From 1 to 64. */
    private static final Pattern RANK = Pattern.compile("[1-9]|[1-5]\\d|6[0-4]");

    /** {@code METHOD[:RANK][:fast|:paper]} or {@code full}. */
    static Contender parse(String word) {
        if (isFull(word.strip())) {
            return new Contender(FULL, AdapterMethod.HEAD, null, null);
        }
        String[] parts = word.strip().split(":");
        AdapterMethod method;
        try {
            method = AdapterMethod.parse(parts[0]);
        } catch (InvalidValue e) {
            throw wrong(word, e);
        }
        Integer rank = null;
        BidoraSettings bidora = method == AdapterMethod.BIDORA ? BidoraSettings.FAST : null;
        for (int i = 1; i < parts.length; i++) {
            if (RANK.matcher(parts[i]).matches() && method != AdapterMethod.HEAD) {
                rank = Integer.valueOf(parts[i]);
            } else if (method == AdapterMethod.BIDORA && parts[i].matches("fast|paper")) {
                bidora = parts[i].equals("paper") ? BidoraSettings.PAPER : BidoraSettings.FAST;
            } else {
                throw wrong(word, null);
            }
        }
        return new Contender(word.strip(), method, rank, bidora);
    }

    private static InvalidValue wrong(String word, @Nullable Throwable cause) {
        InvalidValue wrong = new InvalidValue(
                "--methods",
                "--methods: '" + word
                        + "' is none: say head, lora, dora, bidora, edora or full; behind a colon a rank of"
                        + " 1..64, as lora:1, or bidora's preset, as bidora:paper; head and full have neither");
        if (cause != null) {
            wrong.initCause(cause);
        }
        return wrong;
    }

    /** Whether all of a copy of the base is trained, and no adapter. */
    public boolean full() {
        return isFull(word);
    }

    static boolean isFull(String word) {
        return word.equals(FULL);
    }

    /**
     * How it trains: raw weights, no dropout, a rate for the head that does not fall by itself, warm-up and then linear to nothing.
     *
     * @param factor of the searched rate over its default
     */
    public MethodSettings settings(Common common, Schedule schedule, double factor) {
        ObjectNode tree = (ObjectNode) Json.tree("settings", Json.bytes(MethodSettings.defaults(method)));
        int own = rank == null ? common.rank() : rank;
        double scale = tree.get("alpha").doubleValue() / tree.get("rank").doubleValue();
        boolean searchesHead = searchesHead(common.searched());
        double rate = full() ? FULL_RATE : tree.get("rate").doubleValue();
        tree.put("rank", own).put("alpha", scale * own);
        tree.put("rate", times(rate, searchesHead ? 1 : factor));
        tree.put("headRate", times(common.headRate(), searchesHead ? factor : 1));
        tree.put("headTimescale", 0.0).put("averaging", 0.0).put("dropout", 0.0);
        tree.put("warmup", schedule.warmup()).put("horizon", schedule.horizon()).put("batch", Schedule.BATCH);
        if (bidora != null) {
            tree.set("bidora", Json.tree("bidora", Json.bytes(bidora)));
        }
        return Json.convert(tree, MethodSettings.class);
    }

    /** In decimal, so that .3 times 1e-3 is 3e-4. */
    private static double times(double rate, double factor) {
        return BigDecimal.valueOf(rate).multiply(BigDecimal.valueOf(factor)).doubleValue();
    }

    private boolean searchesHead(Searched searched) {
        return searched == Searched.HEAD || (method == AdapterMethod.HEAD && !full());
    }

    /** What the settings call the searched rate. */
    double searchedRate(MethodSettings settings, Searched searched) {
        return searchesHead(searched) ? settings.headRate() : settings.rate();
    }

    /** What one step of it costs, LoRA's being 1: for the time left and for a fair division, not for the report. */
    double cost() {
        return switch (method) {
            case HEAD -> full() ? 2 : 0.4;
            case LORA -> 1;
            case DORA -> 1.1;
            case EDORA -> 1;
            case BIDORA -> BidoraSettings.PAPER.equals(bidora) ? 6 : 3.3;
        };
    }
}

package dev.driftline.trainer;

import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.trainer.step.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says which labels BiDoRA's upper level does not see in an update that learns them: its magnitudes are chosen without them. */
final class SplitCheck {
    private static final int MOST_NAMED = 10;

    private SplitCheck() {}

    /** The log line; empty where no label lacks, and for every other method. */
    static Optional<String> of(DomainState state, long seed, Material material) {
        BidoraSettings levels = state.spec().settings().bidora();
        if (levels == null) {
            return Optional.empty();
        }
        Split split = Split.of(levels, seed, material.lessons(), material.next());
        List<Integer> lacking = split.lacking();
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        String named = lacking.stream()
                .limit(MOST_NAMED)
                .map(row -> state.spec().labels().get(row))
                .collect(Collectors.joining(","));
        int more = lacking.size() - MOST_NAMED;
        return Optional.of("trainer.split domain=" + state.domain() + " window=" + state.windows() + " validation="
                + (material.next().isEmpty() ? "split" : "next-window") + " learned="
                + split.learned().size() + " held=" + split.held().size() + " lacks=" + named
                + (more > 0 ? ",+" + more : ""));
    }
}

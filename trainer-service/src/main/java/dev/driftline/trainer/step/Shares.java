package dev.driftline.trainer.step;

import dev.driftline.adapters.base.TrainingForm;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which turns share a call: those of one form and texts of like length, as many as memory allows; one that is more goes alone. */
final class Shares {
    private final int mostTokens;
    private final Function<List<Passage>, int[]> lengths;

    /**
     * @param mostTokens of one call, where all its texts lie padded to the longest, as attention sees them
     * @param lengths in tokens of each of some passages
     */
    Shares(int mostTokens, Function<List<Passage>, int[]> lengths) {
        this.mostTokens = mostTokens;
        this.lengths = lengths;
    }

    /** One turn's demand: its texts, and tokens of the longest. */
    private record Demand(int place, int texts, int longest) {}

    /**
     * Deals the turns out.
     *
     * @param form of the base that a turn runs in
     * @param batches that a turn runs on, each padded by itself
     * @param call answers some turns in their order
     * @return in the order of all turns
     */
    <T, R> List<R> of(
            List<T> turns,
            Function<T, TrainingForm> form,
            Function<T, List<List<Passage>>> batches,
            Function<List<T>, List<R>> call) {
        if (turns.size() == 1) {
            return call.apply(turns); // it goes alone, whatever it is: no need to know its length
        }
        Map<TrainingForm, List<Demand>> demands = IntStream.range(0, turns.size())
                .mapToObj(place -> demand(place, batches.apply(turns.get(place))))
                .sorted(Comparator.comparingInt(Demand::longest).thenComparingInt(Demand::place))
                .collect(Collectors.groupingBy(
                        demand -> form.apply(turns.get(demand.place())), TreeMap::new, Collectors.toList()));
        TreeMap<Integer, R> results = new TreeMap<>();
        for (List<Demand> share :
                demands.values().stream().flatMap(own -> shares(own).stream()).toList()) {
            List<R> some =
                    call.apply(share.stream().map(one -> turns.get(one.place())).toList());
            for (int i = 0; i < some.size(); i++) {
                results.put(share.get(i).place(), some.get(i));
            }
        }
        return List.copyOf(results.values());
    }

    private Demand demand(int place, List<List<Passage>> batches) {
        int texts = 0;
        int longest = 0;
        for (List<Passage> batch : batches) {
            texts += batch.size();
            longest = Math.max(longest, IntStream.of(lengths.apply(batch)).max().orElse(0));
        }
        return new Demand(place, texts, longest);
    }

    private List<List<Demand>> shares(List<Demand> ascending) {
        List<List<Demand>> shares = new ArrayList<>();
        int texts = 0;
        for (Demand demand : ascending) {
            texts += demand.texts();
            if (shares.isEmpty() || (long) texts * demand.longest() > mostTokens) {
                shares.add(new ArrayList<>());
                texts = demand.texts();
            }
            shares.getLast().add(demand);
        }
        return shares;
    }
}

package dev.driftline.benchmarks.serving;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.resident.MixedBatch;
import dev.driftline.adapters.resident.MixedBatch.Part;
import dev.driftline.adapters.resident.Resident;
import dev.driftline.benchmarks.timing.Texts;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Adapters of many domains, each trained a step on texts of its own; owns them until close. */
final class Fleet implements AutoCloseable {
    private static final List<String> LABELS =
            IntStream.range(0, 16).mapToObj(i -> "label " + i).toList();

    private final List<Resident> residents = new ArrayList<>();
    private int turn;

    Fleet(Base base, AdapterMethod method, int domains) {
        MethodSettings settings = MethodSettings.defaults(method);
        byte @Nullable [] factors =
                method == AdapterMethod.EDORA ? FactorFile.compute(base, settings.factors(), settings.rank()) : null;
        List<Passage> texts = new Texts(base, 2).of(4, 16);
        for (int domain = 0; domain < domains; domain++) {
            try (Learner learner = Learner.fresh(base, settings, LABELS, domain, factors)) {
                learner.step(texts, new int[] {0, 1, domain % LABELS.size(), 3}, domain);
                learner.endUpdate();
                residents.add(Resident.load(base, learner.adapter(), factors));
            }
        }
    }

    /** One text, each time for the next domain. */
    void one(Formed form, TokenRow row) {
        turn = (turn + 1) % residents.size();
        answer(form, List.of(new Part(residents.get(turn), List.of(row))));
    }

    /** Text by text for another domain. */
    void mixed(Formed form, List<TokenRow> rows) {
        List<Part> parts = new ArrayList<>();
        for (TokenRow row : rows) {
            parts.add(new Part(residents.get(parts.size() % residents.size()), List.of(row)));
        }
        answer(form, parts);
    }

    /** All texts for the first domain. */
    void alone(Formed form, List<TokenRow> rows) {
        answer(form, List.of(new Part(residents.getFirst(), rows)));
    }

    private static void answer(Formed form, List<Part> parts) {
        if (MixedBatch.answer(form, parts).isEmpty()) {
            throw new IllegalStateException("no answer");
        }
    }

    @Override
    public void close() {
        residents.forEach(Resident::close);
    }
}

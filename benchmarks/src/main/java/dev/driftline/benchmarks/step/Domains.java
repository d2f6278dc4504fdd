package dev.driftline.benchmarks.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.factors.FactorFile;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.adapters.learner.SharedStep;
import dev.driftline.adapters.learner.Turn;
import dev.driftline.benchmarks.timing.Texts;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Learners of one method on one base, each with texts of its own; owns them until close. */
final class Domains implements AutoCloseable {
    private static final List<String> LABELS =
            IntStream.range(0, 16).mapToObj(i -> "label " + i).toList();

    /** Rates are those of training; this only lets every iteration of BiDoRA pass, however many are timed. */
    private static final double NO_GUARD = 1e6;

    private final List<Learner> learners = new ArrayList<>();
    private final List<List<Passage>> texts = new ArrayList<>();
    private final List<List<Passage>> held = new ArrayList<>();
    private final Base base;
    private final int[] labels;
    private long mask;

    /** With a method's usual settings. */
    Domains(Base base, AdapterMethod method, int domains, int each, int tokens) {
        this(base, MethodSettings.defaults(method), domains, each, tokens);
    }

    Domains(Base base, MethodSettings settings, int domains, int each, int tokens) {
        AdapterMethod method = settings.method();
        byte @Nullable [] factors =
                method == AdapterMethod.EDORA ? FactorFile.compute(base, settings.factors(), settings.rank()) : null;
        this.base = base;
        Texts source = new Texts(base, 1);
        labels = new SplittableRandom(1).ints(each, 0, LABELS.size()).toArray();
        try {
            for (int domain = 0; domain < domains; domain++) {
                texts.add(source.of(each, tokens));
                held.add(method == AdapterMethod.BIDORA ? source.of(each, tokens) : List.of());
                learners.add(Learner.fresh(base, settings, LABELS, domain, factors));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** BiDoRA as in its paper, by finite differences; with the orthogonality term of the lower level or without. */
    static MethodSettings paper(boolean orthogonality) {
        ObjectNode tree = (ObjectNode) Json.tree("settings", Json.bytes(MethodSettings.defaults(AdapterMethod.BIDORA)));
        ObjectNode levels = (ObjectNode) Json.tree("bidora", Json.bytes(BidoraSettings.PAPER));
        levels.put("guard", NO_GUARD);
        if (!orthogonality) {
            levels.put("orthogonality", 0.0);
        }
        tree.set("bidora", levels);
        return Json.convert(tree, MethodSettings.class);
    }

    /** One step of each in one call. */
    void together() {
        List<Turn> turns = IntStream.range(0, learners.size())
                .mapToObj(i -> new Turn(learners.get(i), texts.get(i), labels, mask++))
                .toList();
        var _ = SharedStep.step(turns);
    }

    /** One step of each in a call of its own. */
    void oneByOne() {
        for (int i = 0; i < learners.size(); i++) {
            var _ = learners.get(i).step(texts.get(i), labels, mask++);
        }
    }

    /** One iteration of BiDoRA: a step of the lower level and one of the upper. */
    void iteration() {
        oneByOne();
        for (int i = 0; i < learners.size(); i++) {
            var _ = learners.get(i).upper(texts.get(i), labels, held.get(i), labels, mask++);
        }
    }

    /** How many steps each has taken. */
    List<Long> steps() {
        return learners.stream()
                .map(learner -> StateFile.read(base.encoder().geometry(), learner.state(Map.of()))
                        .progress()
                        .steps())
                .toList();
    }

    @Override
    public void close() {
        learners.forEach(Learner::close);
    }
}

package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * LoRA and DoRA against PEFT itself on an encoder by transformers, in float64: logits by way of the loss, gradients, and three steps of
 * torch's AdamW with clipping. The versions stand in the fixture.
 */
class PeftStepsTest {
    private static final long[] GOAL = {0, 2, 1};

    private final Reference peft = Reference.read("peft-steps.json");

    @ParameterizedTest
    @CsvSource({"1, lora", "2, dora"})
    void lossesGradientsAndStepsAreThoseOfPeft(int method, String name) {
        List<String> parts = method == 1 ? List.of("A", "B") : List.of("A", "B", "m");
        try (Program probe = Probe.open(1);
                Program program = Program.open("cpu", 1);
                Scope passing = probe.scope();
                Scope scope = program.scope()) {
            List<Values> begun = peft.sites(parts, name, "trained");
            List<Tensor> looked = gradients(probe, passing, method, name, begun);
            assertThat(looked.getFirst().doubles()[0]).isCloseTo(peft.numbers(name, "losses")[0], within(1e-10));
            Reference.same(
                    looked.subList(1, looked.size()), TinyLine.rows(method, peft.sites(parts, name, "gradients")));

            List<Tensor> base = TinyLine.in(scope, peft.base(name, "base"));
            List<Values> rows = TinyLine.rows(method, begun);
            List<List<Tensor>> moving =
                    List.of(TinyLine.in(scope, rows), TinyLine.in(scope, zeros(rows)), TinyLine.in(scope, zeros(rows)));
            for (int step = 1; step <= peft.numbers(name, "losses").length; step++) {
                List<Tensor> out = step(program, scope, method, base, moving, step);
                assertThat(out.get(0).doubles()[0]).isCloseTo(peft.numbers(name, "losses")[step - 1], within(1e-10));
                assertThat(out.get(1).doubles()[0]).isCloseTo(peft.numbers(name, "norms")[step - 1], within(1e-10));
            }
            Reference.same(moving.getFirst(), TinyLine.rows(method, peft.sites(parts, name, "after")));
        }
    }

    private List<Tensor> gradients(Program probe, Scope scope, int method, String name, List<Values> at) {
        List<Tensor> base = TinyLine.in(scope, peft.base(name, "base"));
        return slot(probe, scope, method, base, TinyLine.in(scope, TinyLine.rows(method, at)))
                .gradients(probe, scope, goal(scope), conf());
    }

    private OneSlot slot(Program program, Scope scope, int method, List<Tensor> base, List<Tensor> train) {
        List<Tensor> fixed = program.call("constants")
                .whole(method)
                .tensors(base)
                .tensors(List.of())
                .tensors(TinyLine.still(scope))
                .plain(scope);
        return new OneSlot(method, base, fixed, train, TinyLine.words(scope), TinyLine.TEXTS);
    }

    private double[] conf() {
        return TinyLine.conf(peft.number("conf", "scale"), peft.number("conf", "clip"), 0);
    }

    private List<Tensor> step(
            Program program, Scope scope, int method, List<Tensor> base, List<List<Tensor>> moving, int step) {
        double rate = peft.number("conf", "rate");
        double headRate = peft.number("conf", "head_rate");
        double decay = peft.number("conf", "decay");
        double[] steps = new double[TinyLine.LABELS];
        Arrays.fill(steps, step);
        return slot(program, scope, method, base, moving.getFirst())
                .step(
                        program,
                        scope,
                        goal(scope),
                        conf(),
                        moving.subList(1, 3),
                        IntStream.range(0, moving.getFirst().size() - 2)
                                .mapToObj(tensor -> Pace.of(rate, decay, step))
                                .flatMapToDouble(Arrays::stream)
                                .toArray(),
                        Pace.of(scope, t -> headRate, decay, steps));
    }

    /** Every label takes part. */
    private static List<Tensor> goal(Scope scope) {
        return TinyLine.goal(scope, new double[TinyLine.LABELS], GOAL);
    }

    private static List<Values> zeros(List<Values> like) {
        return like.stream()
                .map(one -> new Values(new double[one.numbers().length], one.shape()))
                .toList();
    }
}

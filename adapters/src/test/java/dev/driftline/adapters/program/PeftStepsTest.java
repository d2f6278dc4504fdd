package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
            Reference.same(looked.subList(1, looked.size()), peft.sites(parts, name, "gradients"));

            List<Tensor> base = TinyLine.in(scope, peft.base(name, "base"));
            List<List<Tensor>> moving = List.of(
                    TinyLine.in(scope, begun), TinyLine.in(scope, zeros(begun)), TinyLine.in(scope, zeros(begun)));
            for (int step = 1; step <= peft.numbers(name, "losses").length; step++) {
                List<Tensor> out = step(program, scope, method, base, moving, step);
                assertThat(out.get(0).doubles()[0]).isCloseTo(peft.numbers(name, "losses")[step - 1], within(1e-10));
                assertThat(out.get(1).doubles()[0]).isCloseTo(peft.numbers(name, "norms")[step - 1], within(1e-10));
            }
            Reference.same(moving.getFirst(), peft.sites(parts, name, "after"));
        }
    }

    private List<Tensor> gradients(Program probe, Scope scope, int method, String name, List<Values> at) {
        List<Tensor> base = TinyLine.in(scope, peft.base(name, "base"));
        return probe.call("gradients")
                .whole(method)
                .tensors(base)
                .tensors(constants(probe, scope, method, base))
                .tensors(TinyLine.in(scope, at))
                .tensors(TinyLine.words(scope))
                .tensors(goal(scope))
                .real(peft.number("conf", "scale"))
                .whole(TinyLine.GEOMETRY.heads())
                .real(TinyLine.GEOMETRY.epsilon())
                .real(0)
                .wholes(Rig.KEYS)
                .train(scope);
    }

    private List<Tensor> step(
            Program program, Scope scope, int method, List<Tensor> base, List<List<Tensor>> moving, int step) {
        Call call = program.call("step").whole(method).tensors(base).tensors(constants(program, scope, method, base));
        moving.forEach(call::tensors);
        return call.tensors(TinyLine.words(scope))
                .tensors(goal(scope))
                .tensors(pace(scope, step))
                .reals(Map.of(
                        "scale", peft.number("conf", "scale"), "dropout", 0.0, "clip", peft.number("conf", "clip")))
                .whole(TinyLine.GEOMETRY.heads())
                .real(TinyLine.GEOMETRY.epsilon())
                .wholes(Rig.KEYS)
                .train(scope);
    }

    private List<Tensor> pace(Scope scope, int step) {
        double[] steps = new double[TinyLine.LABELS];
        Arrays.fill(steps, step);
        double rate = peft.number("conf", "rate");
        double headRate = peft.number("conf", "head_rate");
        double decay = peft.number("conf", "decay");
        List<Tensor> all = new ArrayList<>();
        for (int kind = 0; kind < 3; kind++) {
            all.addAll(Pace.of(scope, t -> rate, decay, step));
        }
        all.addAll(Pace.of(scope, t -> headRate, decay, steps));
        return all;
    }

    private static List<Tensor> constants(Program program, Scope scope, int method, List<Tensor> base) {
        return program.call("constants")
                .whole(method)
                .tensors(base)
                .tensors(List.of())
                .plain(scope);
    }

    /** Every label takes part. */
    private static List<Tensor> goal(Scope scope) {
        return List.of(scope.longs(GOAL, GOAL.length), scope.doubles(new double[TinyLine.LABELS], TinyLine.LABELS));
    }

    private static List<Values> zeros(List<Values> like) {
        return like.stream()
                .map(one -> new Values(new double[one.numbers().length], one.shape()))
                .toList();
    }
}

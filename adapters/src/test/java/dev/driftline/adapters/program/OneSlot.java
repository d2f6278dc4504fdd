package dev.driftline.adapters.program;

import java.util.List;

/**
 * One adapter alone in a call, as tests say it.
 *
 * @param train as the program holds it, with the head behind
 * @param words of the texts
 */
@SuppressWarnings("ArrayRecordComponent") // a test's own
record OneSlot(
        int method, List<Tensor> base, List<Tensor> fixed, List<Tensor> train, List<Tensor> words, int[][] texts) {

    /** Loss, then of every tensor its gradient. */
    List<Tensor> gradients(Program probe, Scope scope, List<Tensor> goal, double[] conf) {
        return end(examples(weights(probe.call("shared")), goal), conf).train(scope);
    }

    /**
     * One whole step.
     *
     * @param moments first, then second, of every tensor of {@code train}
     * @param pace of the adapter's tensors, three numbers each
     * @param topPace of the labels, three tensors
     */
    List<Tensor> step(
            Program program,
            Scope scope,
            List<Tensor> goal,
            double[] conf,
            List<List<Tensor>> moments,
            double[] pace,
            List<Tensor> topPace) {
        return end(examples(weights(program.call("step")), goal), conf)
                .tensors(adapter(train))
                .tensors(adapter(moments.get(0)))
                .tensors(adapter(moments.get(1)))
                .reals(pace)
                .tensors(top(moments.get(0)))
                .tensors(top(moments.get(1)))
                .tensors(topPace)
                .train(scope);
    }

    Call weights(Call call) {
        return call.tensors(base)
                .tensors(List.of())
                .tensors(fixed)
                .tensors(adapter(train))
                .tensors(top(train));
    }

    Call examples(Call call, List<Tensor> goal) {
        return call.tensors(words).tensors(goal).wholes(TinyLine.plan(method, texts));
    }

    static Call end(Call call, double[] conf) {
        return call.reals(conf)
                .whole(TinyLine.GEOMETRY.heads())
                .real(TinyLine.GEOMETRY.epsilon())
                .wholes(Rig.KEYS);
    }

    private static List<Tensor> adapter(List<Tensor> all) {
        return all.subList(0, all.size() - 2);
    }

    private static List<Tensor> top(List<Tensor> all) {
        return all.subList(all.size() - 2, all.size());
    }
}

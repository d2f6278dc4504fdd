package dev.driftline.adapters.program;

import dev.driftline.adapters.program.TinyLine.Values;
import java.util.List;

/** The tiny encoder in native memory, with a probe and one batch. */
final class Rig implements AutoCloseable {
    static final long[] KEYS = {12_345, 67_890};

    private final Program probe = Probe.open(1);
    private final Scope scope = probe.scope();
    private final int method;
    private final double drop;
    final List<Values> baseValues;
    final List<Tensor> base;
    final List<Tensor> fixed;
    final List<Values> trained;

    Rig(int method, double drop) {
        TinyLine line = new TinyLine(11);
        this.method = method;
        this.drop = drop;
        baseValues = line.base();
        base = TinyLine.in(scope, baseValues);
        List<Tensor> factors = method == 3 ? TinyLine.in(scope, line.factors()) : List.of();
        fixed = probe.call("constants")
                .whole(method)
                .tensors(base)
                .tensors(factors)
                .tensors(TinyLine.still(scope))
                .plain(scope);
        trained = line.trained(method);
    }

    double loss(List<Values> at) {
        try (Scope passing = probe.scope()) {
            OneSlot slot = slot(passing, at);
            Call call = slot.weights(probe.call("value")).tensors(TinyLine.in(passing, TinyLine.rows(method, trained)));
            return OneSlot.end(slot.examples(call, TinyLine.goal(passing)), TinyLine.conf(TinyLine.SCALE, 1, drop))
                    .plain(passing)
                    .getFirst()
                    .doubles()[0];
        }
    }

    List<double[]> gradients(List<Values> at) {
        try (Scope passing = probe.scope()) {
            List<Tensor> out = slot(passing, at)
                    .gradients(probe, passing, TinyLine.goal(passing), TinyLine.conf(TinyLine.SCALE, 1, drop));
            return TinyLine.apart(method, out.subList(1, out.size()), at);
        }
    }

    private OneSlot slot(Scope passing, List<Values> at) {
        List<Tensor> rows = TinyLine.in(passing, TinyLine.rows(method, at));
        return new OneSlot(method, base, fixed, rows, TinyLine.words(passing), TinyLine.TEXTS);
    }

    List<double[]> norms() {
        try (Scope passing = probe.scope()) {
            return probe
                    .call("norms")
                    .tensors(base)
                    .tensors(fixed)
                    .tensors(TinyLine.in(passing, TinyLine.rows(method, trained)))
                    .wholes(TinyLine.plan(method, TinyLine.TEXTS))
                    .real(TinyLine.SCALE)
                    .plain(passing)
                    .stream()
                    .map(Tensor::doubles)
                    .toList();
        }
    }

    @Override
    public void close() {
        scope.close();
        probe.close();
    }
}

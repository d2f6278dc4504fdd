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
            return probe.call("value")
                    .whole(method)
                    .tensors(base)
                    .tensors(fixed)
                    .tensors(TinyLine.in(passing, at))
                    .tensors(TinyLine.in(passing, trained))
                    .tensors(TinyLine.words(passing))
                    .tensors(TinyLine.goal(passing))
                    .reals(TinyLine.conf(TinyLine.SCALE, 1, drop))
                    .whole(TinyLine.GEOMETRY.heads())
                    .real(TinyLine.GEOMETRY.epsilon())
                    .wholes(KEYS)
                    .plain(passing)
                    .getFirst()
                    .doubles()[0];
        }
    }

    List<double[]> gradients(List<Values> at) {
        try (Scope passing = probe.scope()) {
            OneSlot slot =
                    new OneSlot(method, base, fixed, TinyLine.in(passing, at), TinyLine.words(passing), TinyLine.TEXTS);
            List<Tensor> out =
                    slot.gradients(probe, passing, TinyLine.goal(passing), TinyLine.conf(TinyLine.SCALE, 1, drop));
            return out.subList(1, out.size()).stream().map(Tensor::doubles).toList();
        }
    }

    List<double[]> norms() {
        try (Scope passing = probe.scope()) {
            return probe
                    .call("norms")
                    .whole(method)
                    .tensors(base)
                    .tensors(fixed)
                    .tensors(TinyLine.in(passing, trained))
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

package dev.driftline.adapters.learner;

import dev.driftline.adapters.base.Encoder;
import dev.driftline.adapters.base.Geometry.Site;
import dev.driftline.adapters.factors.Normal;
import dev.driftline.adapters.file.Layout;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.Ranks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where training begins: with an adapter that changes nothing (EDoRA: next to nothing) and a head of zeros.
 *
 * <p>LoRA, DoRA and BiDoRA: A is Kaiming-uniform as PEFT draws it, that is uniform within 1 / sqrt(inputs), and B zero. EDoRA: R is normal
 * with deviation 1e-5. Magnitudes are the row norms of the frozen weights.
 */
final class Beginning {
    private static final double TURN_DEVIATION = 1e-5;

    private Beginning() {}

    /** Numbers in the program's order, head last. */
    static List<float[]> draw(Encoder encoder, AdapterMethod method, Ranks ranks, int labels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> magnitudes = magnitudes(encoder);
        Layout layout = Layout.of(encoder.geometry(), method, ranks, labels);
        List<Site> sites = encoder.sites();
        List<float[]> numbers = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            Site site = sites.get(i);
            float[] magnitude = site.most(ranks) == 0 ? new float[0] : magnitudes.get(i);
            switch (method) {
                case HEAD -> {}
                case LORA, DORA, BIDORA -> {
                    numbers.add(reduce(layout.tensors().get(numbers.size()), site, random));
                    numbers.add(new float[layout.tensors().get(numbers.size()).size()]);
                    if (method != AdapterMethod.LORA) {
                        numbers.add(magnitude);
                    }
                }
                case EDORA -> {
                    numbers.add(turn(layout.tensors().get(numbers.size()), random));
                    numbers.add(magnitude);
                }
            }
        }
        numbers.add(new float[labels * encoder.geometry().width()]);
        numbers.add(new float[labels]);
        return numbers;
    }

    private static float[] reduce(Layout.Trained tensor, Site site, SplittableRandom random) {
        double bound = 1 / Math.sqrt(site.in());
        float[] a = new float[tensor.own()];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return tensor.joined(a);
    }

    private static float[] turn(Layout.Trained tensor, SplittableRandom random) {
        double[] normal = Normal.draw(random, tensor.own());
        float[] r = new float[normal.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = (float) (normal[i] * TURN_DEVIATION);
        }
        return tensor.joined(r);
    }

    private static List<float[]> magnitudes(Encoder encoder) {
        try (Scope scope = encoder.program().scope()) {
            return encoder.program().call("magnitudes").tensors(encoder.weights()).infer(scope).stream()
                    .map(Tensor::floats)
                    .toList();
        }
    }
}

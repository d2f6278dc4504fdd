package dev.driftline.adapters.learner;

import dev.driftline.adapters.base.Geometry;
import dev.driftline.adapters.file.AdapterHeader;
import dev.driftline.adapters.file.Layout;
import dev.driftline.adapters.file.Progress;
import dev.driftline.adapters.file.StateFile;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tensors that a step moves, as the program holds them, head last: raw weights, their average, both moments. */
record Trained(
        AdapterMethod method,
        Layout layout,
        List<Tensor> raw,
        List<Tensor> average,
        List<Tensor> first,
        List<Tensor> second) {
    /** The same on the heap, site by site. */
    record Numbers(List<float[]> raw, List<float[]> average, List<float[]> first, List<float[]> second) {
        /** The average begins as the weights, the moments at zero. */
        static Numbers begin(List<float[]> raw) {
            List<float[]> zeros = raw.stream().map(one -> new float[one.length]).toList();
            return new Numbers(raw, raw, zeros, zeros);
        }

        static Numbers of(StateFile.Content content) {
            return new Numbers(content.raw(), content.average(), content.first(), content.second());
        }

        /** With rows of zeros for labels that were appended. */
        Numbers grown(int labels, int width) {
            return new Numbers(
                    grown(raw, labels, width),
                    grown(average, labels, width),
                    grown(first, labels, width),
                    grown(second, labels, width));
        }

        /** Weights and moments of {@code begun}, but for the magnitudes, which stay; and this average. */
        Numbers againFrom(Numbers begun, IntPredicate magnitude) {
            return new Numbers(
                    mixed(raw, begun.raw, magnitude),
                    average,
                    mixed(first, begun.first, magnitude),
                    mixed(second, begun.second, magnitude));
        }

        private static List<float[]> mixed(List<float[]> now, List<float[]> begun, IntPredicate magnitude) {
            return IntStream.range(0, now.size())
                    .mapToObj(tensor -> (magnitude.test(tensor) ? now : begun).get(tensor))
                    .toList();
        }

        private static List<float[]> grown(List<float[]> tensors, int labels, int width) {
            List<float[]> grown = new ArrayList<>(tensors);
            int weight = grown.size() - 2;
            grown.set(weight, Arrays.copyOf(grown.get(weight), labels * width));
            grown.set(weight + 1, Arrays.copyOf(grown.get(weight + 1), labels));
            return grown;
        }
    }

    /** Copies into native memory that {@code owner} owns. */
    static Trained load(Geometry geometry, MethodSettings settings, int labels, Numbers numbers, Scope owner) {
        Layout layout = Layout.of(geometry, settings.method(), settings.ranking(), labels);
        AdapterMethod method = settings.method();
        return new Trained(
                method,
                layout,
                load(method, layout, numbers.raw(), owner),
                load(method, layout, numbers.average(), owner),
                load(method, layout, numbers.first(), owner),
                load(method, layout, numbers.second(), owner));
    }

    private static List<Tensor> load(AdapterMethod method, Layout layout, List<float[]> numbers, Scope owner) {
        List<Tensor> tensors = new ArrayList<>();
        Layout.rows(method, numbers, 2).forEach(row -> tensors.add(owner.floats(row, row.length)));
        for (int i = numbers.size() - 2; i < numbers.size(); i++) {
            tensors.add(owner.floats(numbers.get(i), layout.tensors().get(i).shape()));
        }
        return List.copyOf(tensors);
    }

    /** Of one tensor for each trained one: the adapter's. */
    static List<Tensor> adapter(List<Tensor> all) {
        return all.subList(0, all.size() - 2);
    }

    /** Of one tensor for each trained one: weight and bias of the head. */
    static List<Tensor> tops(List<Tensor> all) {
        return all.subList(all.size() - 2, all.size());
    }

    /** Of BiDoRA's A, B and m: those of one level. */
    static List<Tensor> level(List<Tensor> adapter, boolean upper) {
        return upper ? adapter.subList(2, 3) : adapter.subList(0, 2);
    }

    List<Tensor> all() {
        return Stream.of(raw, average, first, second).flatMap(List::stream).toList();
    }

    StateFile.Content content(AdapterHeader header, Progress progress) {
        return new StateFile.Content(header, numbers(raw), numbers(average), numbers(first), numbers(second), progress);
    }

    Numbers numbers() {
        return new Numbers(numbers(raw), numbers(average), numbers(first), numbers(second));
    }

    /** A copy on the heap, site by site. */
    List<float[]> numbers(List<Tensor> tensors) {
        return layout.apart(method, tensors.stream().map(Tensor::floats).toList());
    }
}

package dev.driftline.serving.tensors;

import java.util.List;

/**
 * What can be said of a model that answers.
 *
 * @param versions that may be asked for by number, rising
 * @param labels of the head, in the order of the columns of {@code scores}
 */
public record Model(String name, List<String> versions, List<String> labels) {
    public static final String PLATFORM = "driftline_adapter";
    public static final String TEXT = "text";
    public static final String TEXT_PAIR = "text_pair";
    public static final String LABEL = "label";
    public static final String SCORES = "scores";
    public static final String BYTES = "BYTES";
    public static final String FP32 = "FP32";
    private static final long ANY = -1;

    /** A tensor's name, datatype and shape; −1: as many as there are texts. */
    public record Tensor(String name, String datatype, List<Long> shape, boolean optional) {}

    public Model {
        versions = List.copyOf(versions);
        labels = List.copyOf(labels);
    }

    public List<Tensor> inputs() {
        return List.of(new Tensor(TEXT, BYTES, List.of(ANY), false), new Tensor(TEXT_PAIR, BYTES, List.of(ANY), true));
    }

    public List<Tensor> outputs() {
        return List.of(
                new Tensor(LABEL, BYTES, List.of(ANY), false),
                new Tensor(SCORES, FP32, List.of(ANY, (long) labels.size()), false));
    }
}

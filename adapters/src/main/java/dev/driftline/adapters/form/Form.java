package dev.driftline.adapters.form;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the base is computed for answers. What is fastest depends on processor and shape. */
public enum Form {
    /** float32 as it was read, multiplied by libtorch's BLAS: the form that sits exams, and trains where bfloat16 does not. */
    PLAIN,
    /** bfloat16 in the layout that oneDNN likes; of use only where the processor multiplies it. */
    BF16,
    /** float32 by ONNX Runtime. */
    ONNX,
    /** int8 by output row, by ONNX Runtime; inputs are quantised as they come, sums are exact. */
    INT8;

    /** Of a setting, a log line, an answer. */
    public String word() {
        return switch (this) {
            case PLAIN -> "fp32";
            case ONNX -> "fp32-onnx";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether the texts of a call are computed together; otherwise one after the other, which costs no more there. */
    boolean batches() {
        return this == PLAIN || this == BF16;
    }

    /** Whether its layout depends on how many tokens a call has; others are one for all calls. */
    boolean isLaidOut() {
        return this == BF16;
    }

    /** Whether answers are those of the form that trains, but for rounding. */
    public boolean exact() {
        return this == PLAIN || this == ONNX;
    }

    /** @throws dev.driftline.contracts.wire.InvalidValue when no form is called so */
    public static Form of(String word) {
        List<Form> found =
                Arrays.stream(values()).filter(form -> form.word().equals(word)).toList();
        unless(
                found.size() == 1,
                "driftline.serving.form",
                "must be auto or one of "
                        + Arrays.stream(values()).map(Form::word).collect(Collectors.joining(", ")) + ", not " + word);
        return found.getFirst();
    }
}

package dev.driftline.adapters.form;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the weights of the linear layers are kept for answers. What is fastest depends on processor and shape. */
public enum Form {
    /** float32 as it was read, multiplied by libtorch's BLAS: the form that sits exams, and trains where bfloat16 does not. */
    PLAIN,
    /** float32 in the layout that oneDNN likes. */
    PACKED,
    /** bfloat16 in that layout; of use only where the processor multiplies it. */
    BF16,
    /** int8 by output row, symmetric; inputs are quantised as they come, sums are exact. */
    INT8;

    /** Of a setting, a log line, an answer. */
    public String word() {
        return switch (this) {
            case PLAIN -> "fp32";
            case PACKED -> "fp32-packed";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether its layout depends on how many tokens a call has; others are one for all calls. */
    boolean isLaidOut() {
        return this == PACKED || this == BF16;
    }

    /** Whether answers are those of the form that trains, but for rounding. */
    public boolean exact() {
        return this == PLAIN || this == PACKED;
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

package dev.driftline.adapters.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the frozen linear layers multiply in while adapters are trained; everything else is float32. */
public enum TrainingForm {
    /** float32 as it was read. */
    FP32,
    /** bfloat16, its results cast back; of use only where the processor multiplies it. */
    BF16;

    /** Of a setting, a log line, a manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when no form is called so. */
    public static Optional<TrainingForm> of(String word) {
        return Arrays.stream(values()).filter(form -> form.word().equals(word)).findFirst();
    }

    /**
     * Those that are of use.
     *
     * @param device that the base is on
     * @param multipliesBf16 whether the processor does ({@link Processor#multipliesBf16})
     */
    public static List<TrainingForm> here(String device, boolean multipliesBf16) {
        return device.equals("cpu") && multipliesBf16 ? List.of(values()) : List.of(FP32);
    }
}

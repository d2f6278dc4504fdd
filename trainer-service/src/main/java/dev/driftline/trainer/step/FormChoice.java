package dev.driftline.trainer.step;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.TrainingForm;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which form of the base domains learn on this machine.
 *
 * @param here those that it has
 * @param preferred one of them, for a domain whose newest manifest names none of them
 * @param tried how long a step took in each; empty where none was timed
 */
public record FormChoice(List<TrainingForm> here, TrainingForm preferred, Map<TrainingForm, Duration> tried) {
    /** A form is chosen by time. */
    public static final String AUTO = "auto";

    private static final String SETTING = "driftline.trainer.form";
    private static final double NANOS_PER_MILLI = 1e6;

    public FormChoice {
        unless(here.contains(preferred), "preferred", "must be a form that is here");
        here = List.copyOf(here);
        tried = Map.copyOf(tried);
    }

    /**
     * The form that is wished for, or the faster one.
     *
     * @param wish auto, or the word of a form
     * @param trial times a step in each form that is here; asked only where there is something to choose
     * @throws dev.driftline.contracts.wire.InvalidValue when no form has that word, or this machine has none of that form
     */
    static FormChoice of(String wish, List<TrainingForm> here, Supplier<Map<TrainingForm, Duration>> trial) {
        if (wish.equals(AUTO)) {
            Map<TrainingForm, Duration> tried = here.size() == 1 ? Map.of() : trial.get();
            return new FormChoice(here, fastest(here, tried), tried);
        }
        Optional<TrainingForm> wished = TrainingForm.of(wish);
        unless(wished.isPresent(), SETTING, "must be auto, fp32 or bf16, not " + wish);
        unless(
                here.contains(wished.orElseThrow()),
                SETTING,
                "is " + wish
                        + ", which needs device cpu and a processor that multiplies bfloat16 (avx512_bf16 or amx_bf16):"
                        + " set it to auto or fp32");
        return new FormChoice(here, wished.orElseThrow(), Map.of());
    }

    /** Of equals the first that is here. */
    private static TrainingForm fastest(List<TrainingForm> here, Map<TrainingForm, Duration> tried) {
        return here.stream()
                .min(Comparator.comparing(form -> tried.getOrDefault(form, Duration.ZERO)))
                .orElseThrow();
    }

    /** Whether it matters what a manifest names. */
    public boolean isOpen() {
        return here.size() > 1;
    }

    /**
     * The form of a domain.
     *
     * @param named by its newest manifest; null: it has no version yet
     */
    public TrainingForm of(@Nullable String named) {
        return Optional.ofNullable(named)
                .flatMap(TrainingForm::of)
                .filter(here::contains)
                .orElse(preferred);
    }

    /** For the log. */
    public String words() {
        return "chosen=" + preferred.word() + " tried=\""
                + here.stream()
                        .filter(tried::containsKey)
                        .map(form -> String.format(
                                Locale.ROOT,
                                "%s=%.1fms",
                                form.word(),
                                tried.getOrDefault(form, Duration.ZERO).toNanos() / NANOS_PER_MILLI))
                        .collect(Collectors.joining(" "))
                + "\"";
    }
}

package dev.driftline.registry.export;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What PEFT knows that a version can be: its LORA type without or with {@code use_dora}. */
enum PeftKind {
    LORA,
    DORA;

    /** What a method's adapter is to PEFT; nothing for the head alone. BiDoRA is a DoRA point, EDoRA DoRA with B' = B R. */
    static Optional<PeftKind> of(AdapterMethod method) {
        return switch (method) {
            case HEAD -> Optional.empty();
            case LORA -> Optional.of(LORA);
            case DORA, BIDORA, EDORA -> Optional.of(DORA);
        };
    }

    static PeftKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("as", "as: must be lora or dora"));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.driftline.contracts.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What is trained beside the frozen base. */
public enum AdapterMethod {
    /** The classification head alone. */
    HEAD,
    /** Low-rank A and B. */
    LORA,
    /** Low-rank A and B, and a magnitude for each output row. */
    DORA,
    /** As DoRA, on two levels: the magnitudes by the loss on examples that A, B and head do not learn from. */
    BIDORA,
    /** A small R between frozen SVD factors, and a magnitude for each output row. */
    EDORA;

    @JsonCreator
    public static AdapterMethod parse(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidValue("method", "method: must be one of head, lora, dora, bidora, edora"));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.driftline.contracts.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** What BiDoRA's upper level looks at. */
public enum Validation {
    /** A part of the update's own examples. */
    SPLIT,
    /** The next window, which no step has learned from yet. */
    NEXT_WINDOW;

    @JsonCreator
    public static Validation parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("validation", "validation: must be one of split, next-window"));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.driftline.contracts.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.wire.InvalidValue;

/** How a version goes live. */
public enum Gate {
    /** Promote unless the paired test shows a regression. */
    FAST;

    @JsonCreator
    public static Gate parse(String word) {
        InvalidValue.unless(word.equals("fast"), "gate", "must be fast");
        return FAST;
    }

    @JsonValue
    public String word() {
        return "fast";
    }
}

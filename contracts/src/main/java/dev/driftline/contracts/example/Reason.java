package dev.driftline.contracts.example;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a record was not accepted. */
public enum Reason {
    BROKEN_JSON,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    INVALID_FIELD,
    WRONG_DOMAIN,
    UNKNOWN_DOMAIN,
    UNKNOWN_LABEL,
    UNKNOWN_SPEC,
    OVERSIZED,
    MISPLACED,
    CONFLICTING_ID;

    @JsonCreator
    public static Reason parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

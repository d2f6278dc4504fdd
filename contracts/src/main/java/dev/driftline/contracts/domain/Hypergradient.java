package dev.driftline.contracts.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** How BiDoRA's upper level sees its effect on the lower one. */
public enum Hypergradient {
    /** It does not: the lower level's weights are held as they are. */
    FIRST_ORDER,
    /** By two probes along the held-out gradient (DARTS), as the paper does. */
    FINITE_DIFFERENCE,
    /** The same term by differentiating twice. */
    EXACT,
    /** Through one plain gradient step of the lower level. */
    UNROLLED;

    @JsonCreator
    public static Hypergradient parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        "hypergradient",
                        "hypergradient: must be one of first-order, finite-difference, exact, unrolled"));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

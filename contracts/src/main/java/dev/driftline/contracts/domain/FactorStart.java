package dev.driftline.contracts.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.Arrays;
import java.util.Locale;

/** Where EDoRA takes the frozen factors between which R lies. */
public enum FactorStart {
    /** The leading singular vectors and values of the frozen weight, as the paper does. */
    SVD,
    /** Random orthonormal directions with the same singular values: the ablation. */
    RANDOM;

    @JsonCreator
    public static FactorStart parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("factors", "factors: must be one of svd, random"));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

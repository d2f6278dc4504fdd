package dev.driftline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaterialTest {
    /** Defaults: windows of 64, batches of 32, 64 drawn. */
    private static final DomainSpec SPEC =
            new DomainSpec(1, Samples.LABELS, MethodSettings.defaults(AdapterMethod.EDORA), Policy.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "64, 57, 64",
        "64, 64, 64",
        "63, 57, 32",
        "32, 30, 16",
        "33, 29, 17",
        "20, 18, 14",
        "10, 9, 23",
        "1, 1, 31"
    })
    void aFullWindowDrawsAllAndAShorterOneHalfAsMuchForEachExampleButAtLeastABatch(
            int examples, int training, int drawn) {
        assertThat(Material.toDraw(SPEC, examples, training)).isEqualTo(drawn);
    }
}

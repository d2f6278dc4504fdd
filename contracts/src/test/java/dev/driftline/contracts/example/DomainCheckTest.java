package dev.driftline.contracts.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.Samples;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Policy;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DomainCheckTest {
    private static final DomainSpec SPEC = Samples.newborn().spec();

    @Test
    void anExampleOfTheDomainPasses() {
        assertThat(DomainCheck.check(Samples.example(), SPEC)).isEmpty();
    }

    @Test
    void aDomainThatDoesNotExistIsNamed() {
        assertThat(DomainCheck.check(Samples.example(), null))
                .contains(new Reading.Rejected(
                        Reason.UNKNOWN_DOMAIN, "domain", "domain: 'spam' does not exist: create it first"));
    }

    @Test
    void aLabelThatIsNotTheDomainsIsNamedBesideTheOnesThatAre() {
        assertThat(DomainCheck.check(labelled("egg", null), SPEC))
                .contains(new Reading.Rejected(
                        Reason.UNKNOWN_LABEL, "label", "label: 'egg' is not a label of spam: use one of ham, spam"));
    }

    @Test
    void ofManyLabelsTwelveAreNamed() {
        List<String> labels = IntStream.range(0, 40).mapToObj(i -> "label" + i).toList();
        DomainSpec wide = new DomainSpec(1, labels, MethodSettings.defaults(AdapterMethod.HEAD), Policy.DEFAULT);

        assertThat(message(labelled("egg", null), wide)).endsWith("label10, label11 and 28 more");
    }

    @Test
    void aLongLabelIsNotEchoedWhole() {
        assertThat(message(labelled("e\n".repeat(10_000), null), SPEC))
                .hasSizeLessThan(200)
                .doesNotContain("\n");
    }

    @Test
    void aSpecNumberBeyondTheDomainsIsRejectedAndAnEarlierOneIsNot() {
        assertThat(DomainCheck.check(labelled("ham", 2), SPEC))
                .contains(new Reading.Rejected(
                        Reason.UNKNOWN_SPEC, "spec", "spec: 2 is newer than the domain's, which is 1"));
        assertThat(DomainCheck.check(labelled("ham", 1), SPEC)).isEmpty();
    }

    @Test
    void aRecordElsewhereIsToldWhereItBelongs() {
        assertThat(DomainCheck.checkPlace(Samples.example(), Samples.PLACE, "examples", 3))
                .isEmpty();
        assertThat(DomainCheck.checkPlace(Samples.example(), Samples.PLACE, "examples", 4))
                .contains(
                        new Reading.Rejected(
                                Reason.MISPLACED,
                                "record",
                                "record: lies in partition 4 of examples, but spam reads partition 3 of examples: send it there"));
        assertThat(DomainCheck.checkPlace(Samples.example(), Samples.PLACE, "other", 3))
                .isPresent();
    }

    private static String message(Example example, DomainSpec spec) {
        return DomainCheck.check(example, spec).orElseThrow().message();
    }

    private static Example labelled(String label, @Nullable Integer spec) {
        return new Example(1, Samples.SPAM, "7", "You won", null, label, null, null, null, spec);
    }
}

package dev.driftline.cli.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.Hypergradient;
import dev.driftline.contracts.domain.MethodSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MethodOptionsTest {
    @ParameterizedTest
    @CsvSource({"EDORA", "BIDORA", "DORA", "LORA", "HEAD"})
    void withNothingSaidTheyAreTheDefaults(AdapterMethod method) {
        assertThat(settings("--method", method.word())).isEqualTo(MethodSettings.defaults(method));
    }

    @Test
    void everySettingCanBeSaidAndTheOthersStay() {
        MethodSettings said = settings(
                "--method",
                "bidora",
                "--rank",
                "4",
                "--rate",
                "5e-4",
                "--set",
                "rankStabilised=true",
                "--set",
                "warmup=20",
                "--set",
                "bidora.hypergradient=exact");
        assertThat(said.rank()).isEqualTo(4);
        assertThat(said.rate()).isEqualTo(5e-4);
        assertThat(said.scale()).isEqualTo(8);
        assertThat(said.warm(5)).isEqualTo(0.25);
        assertThat(said.bidora())
                .extracting(BidoraSettings::hypergradient, BidoraSettings::split)
                .containsExactly(Hypergradient.EXACT, BidoraSettings.FAST.split());
        assertThat(said.headRate())
                .isEqualTo(MethodSettings.defaults(AdapterMethod.BIDORA).headRate());
    }

    @Test
    void thePaperHasItsPreset() {
        assertThat(settings("--method", "bidora", "--bidora", "paper").bidora()).isEqualTo(BidoraSettings.PAPER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set wurmup=3|--set wurmup: no such setting of this method; there are rank, alpha",
                "--set bidora.split=0.7|--set bidora.split: no such setting of this method",
                "--set warmup=3.5|--set warmup=3.5: must be a whole number",
                "--set decay=none|--set decay=none: must be a number",
                "--set rankStabilised=1|--set rankStabilised=1: must be true or false",
                "--set method=lora|--set method: no such setting of this method; there are rank",
                "--rank 4 --set rank=8|--set rank: is said by --rank already",
                "--method bidora --set bidora.splt=0.7|--set bidora.splt: no such setting of this method; there are rank",
                "--method bidora --set bidora.split=x|--set bidora.split=x: must be a number",
                "--set dropout=2|dropout: must lie in [0, 1)",
                "--rank 0|rank: must lie in 1..64",
                "--bidora paper|--bidora is for --method bidora, not for edora"
            })
    void whatCannotBeIsNamed(String options, String words) {
        assertThatThrownBy(() -> settings(options.split(" ", -1))).hasMessageContaining(words);
    }

    private static MethodSettings settings(String... options) {
        MethodOptions said = new MethodOptions();
        CommandSpec any = CommandSpec.create().addMixin("method", CommandSpec.forAnnotatedObject(said));
        new CommandLine(any).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return said.settings();
    }
}

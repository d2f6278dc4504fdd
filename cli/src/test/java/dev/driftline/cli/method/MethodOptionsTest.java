package dev.driftline.cli.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.Hypergradient;
import dev.driftline.contracts.domain.Matrix;
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
        assertThat(said.pace(5)).isEqualTo(0.25);
        assertThat(said.bidora())
                .extracting(BidoraSettings::hypergradient, BidoraSettings::split)
                .containsExactly(Hypergradient.EXACT, BidoraSettings.FAST.split());
        assertThat(said.headRate())
                .isEqualTo(MethodSettings.defaults(AdapterMethod.BIDORA).headRate());
    }

    @Test
    void targetsAndRanksOfSingleMatricesAreSaid() {
        MethodSettings said = settings("--rank", "4", "--targets", "query,3.value", "--set", "ranks.query=16");
        assertThat(said.ranking().of(0, Matrix.QUERY)).isEqualTo(16);
        assertThat(said.ranking().of(0, Matrix.VALUE)).isZero();
        assertThat(said.ranking().of(3, Matrix.VALUE)).isEqualTo(4);
        assertThat(said.ranking().of(3, Matrix.FFN_DOWN)).isZero();
        assertThat(settings("--set", "classWeights.a.b=2.5").classWeights()).containsExactly(entry("a.b", 2.5));
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
                "--set dropout=2|--set dropout=2: must lie in [0, 1)",
                "--set ranks.qery=3|--set ranks.qery=3: names 'qery', which is neither a matrix nor layer.matrix",
                "--set ranks.query=65|--set ranks.query=65: must lie in 0..64",
                "--set classWeights.spam=0|--set classWeights.spam=0: must lie in 0.001..1000",
                "--set warmup=5 --set horizon=5|--set horizon=5: must be 0, or more than warmup",
                "--set batchTokens=8|--set batchTokens=8: must be 0, or lie in 128..8192",
                "--set factors=some|--set factors=some: must be one of svd, random",
                "--method bidora --set bidora.validation=none|--set bidora.validation=none: must be one of split, next-window",
                "--targets self-query|--targets self-query: no such matrix; there are query, key",
                "--targets querry|--targets querry: no such matrix; there are query, key",
                "--method bidora --set bidora.split=1|--set bidora.split=1: must lie between 0 and 1",
                "--method bidora --set bidora.guard=0|--set bidora.guard=0: must be a positive number",
                "--targets 3.qery|--targets 3.qery: names '3.qery', which is neither a matrix nor layer.matrix",
                "--set warmup|option '--set' (NAME=VALUE): must be NAME=VALUE, not warmup",
                "--rank 0|--rank 0: must lie in 1..64",
                "--rate -1|--rate -1.0: must be a number, 0 or more",
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

package dev.driftline.adapters.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.OneBase;
import dev.driftline.adapters.base.Processor;
import dev.driftline.adapters.onnx.OnnxBase;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class FormsTest {
    private static final int MANY = 2048;

    /** A clock by which every call takes the same time, so that the first form tried is chosen. */
    private final AtomicLong ticks = new AtomicLong();

    private Forms open(String wish) {
        return Forms.open(OneBase.BASE, wish, 1, ticks::incrementAndGet);
    }

    @Test
    void everyFormIsTriedAndThoseThatAnswerExactlyAreThere() {
        try (Forms forms = open(Forms.AUTO)) {
            assertThat(forms.trials()).extracting(Trial::form).contains(Form.PLAIN, Form.ONNX, Form.INT8);
            assertThat(forms.at(32, false, false).form()).isEqualTo(Form.PLAIN);
            assertThat(forms.at(32, true, false).form().exact()).isTrue();
            assertThat(forms.at(MANY, true, false).form().exact()).isTrue();
            assertThat(forms.rounds()).isFalse();
        }
    }

    @Test
    void onnxIsTheSameButForRounding() {
        try (Forms forms = open(Forms.AUTO)) {
            assertThat(forms.trials())
                    .filteredOn(trial -> trial.form().exact())
                    .allSatisfy(trial -> assertThat(trial.cosine()).isGreaterThan(1 - 1e-6));
            assertThat(forms.trials())
                    .filteredOn(trial -> trial.form() == Form.INT8)
                    .allSatisfy(trial -> assertThat(trial.cosine()).isBetween(Trial.LEAST_COSINE, 0.99999));
        }
    }

    @Test
    void aFormThatIsWishedForAnswersAndAnExactOneStandsBeside() {
        try (Forms forms = open("int8")) {
            assertThat(forms.at(32, false, false).form()).isEqualTo(Form.INT8);
            assertThat(forms.at(MANY, false, false).form()).isEqualTo(Form.INT8);
            assertThat(forms.at(MANY, true, false).form().exact()).isTrue();
            assertThat(forms.rounds()).isTrue();
        }
    }

    @Test
    void aWordThatIsNoFormIsRefused() {
        assertThatThrownBy(() -> open("fp8"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("auto")
                .hasMessageContaining("int8");
    }

    @Test
    void whatIsNotChosenIsGivenBackAtOnceAndTheRestAtTheEnd() {
        var program = OneBase.BASE.encoder().program();
        int before = program.held();
        int bases = OnnxBase.held();
        try (Forms exact = open("fp32")) {
            assertThat(exact.trials()).isNotEmpty();
            assertThat(OnnxBase.held()).isEqualTo(bases);
        }
        try (Forms rounding = open("int8")) {
            assertThat(rounding.rounds()).isTrue();
            assertThat(OnnxBase.held()).isGreaterThan(bases);
        }
        assertThat(program.held()).isEqualTo(before);
        assertThat(OnnxBase.held()).isEqualTo(bases);
    }

    @Test
    void aFormThatThisProcessorLacksIsRefusedByItsName() {
        assumeThat(Processor.multipliesBf16()).isFalse();
        assertThatThrownBy(() -> open("bf16"))
                .isInstanceOf(InvalidValue.class)
                .hasMessage(
                        "driftline.serving.form: must on this processor be auto or one of fp32, fp32-onnx, int8, not bf16");
    }

    @Test
    void whatIsFastestIsChosenForWideCallsAndOthers() {
        List<String> kinds = new ArrayList<>();
        try (Base one = Base.open(new BaseSettings("cpu", 1));
                Forms tried = Forms.open(one, Forms.AUTO, 2, ticks::incrementAndGet)) {
            tried.trials().stream()
                    .filter(trial -> trial.texts() == 1)
                    .forEach(trial -> kinds.add(trial.form() + " by " + trial.threads()));
            Forms forms = Forms.open(one, Forms.AUTO, 2, new Script(kinds, Map.of("ONNX by 2", 1L, "INT8 by 1", 2L)));
            try (forms) {
                assertThat(forms.at(32, false, true).form()).isEqualTo(Form.ONNX);
                assertThat(forms.at(32, false, true).threads()).isEqualTo(2);
                assertThat(forms.at(32, false, false).form()).isEqualTo(Form.INT8);
                assertThat(forms.at(32, false, false).threads()).isEqualTo(1);
                assertThat(forms.at(32, true, false).form().exact()).isTrue();
                assertThat(forms.at(32, true, false).threads()).isEqualTo(1);
            }
        }
    }

    /** Asked before and after each call of each kind in turn; a call takes what its kind takes, else 9. */
    private static final class Script implements LongSupplier {
        private final List<String> kinds;
        private final Map<String, Long> nanos;
        private long asked;
        private long now;

        private Script(List<String> kinds, Map<String, Long> nanos) {
            this.kinds = kinds;
            this.nanos = nanos;
        }

        @Override
        public long getAsLong() {
            if (asked % 2 == 1) {
                now += nanos.getOrDefault(kinds.get((int) (asked / 2 % kinds.size())), 9L);
            }
            asked++;
            return now;
        }
    }
}

package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    @Test
    void aWrongArgumentIsAnExceptionAndTheProgramGoesOn() {
        try (Program program = Program.open("cpu", 1);
                Scope scope = program.scope()) {
            Tensor broken = scope.floats(new float[] {1, 2}, 2);
            assertThatThrownBy(() -> program.call("magnitudes")
                            .tensors(List.of(broken, broken, broken, broken, broken, broken, broken))
                            .infer(scope))
                    .isInstanceOf(EngineException.class);
            assertThat(program.call("finite")
                            .tensors(List.of(broken))
                            .infer(scope)
                            .getFirst()
                            .floats())
                    .containsExactly(1);
        }
    }

    @Test
    void whatIsNotFiniteIsSeen() {
        try (Program program = Program.open("cpu", 1);
                Scope scope = program.scope()) {
            for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                Tensor broken = scope.floats(new float[] {1, bad}, 2);
                assertThat(program.call("finite")
                                .tensors(List.of(broken))
                                .infer(scope)
                                .getFirst()
                                .floats())
                        .containsExactly(0);
            }
        }
    }

    @Test
    void anUnknownDeviceIsRefusedByItsName() {
        assertThatThrownBy(() -> Program.open("abacus", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("abacus");
    }
}

package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import dev.driftline.adapters.program.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static final int MANY_KINDS = 50;
    private static final int MOST_KEPT = 8;

    @Test
    void tensorsOfAKindAreMadeOnceAndOfTooManyKindsNotKept() {
        try (Base base = Base.open(new BaseSettings("cpu", 1))) {
            Encoder encoder = base.encoder();
            Program program = encoder.program();
            int before = program.held();
            try (Scope passing = program.scope()) {
                for (int kind = 0; kind < MANY_KINDS; kind++) {
                    List<Tensor> made = encoder.kept(kind, passing, owner -> List.of(owner.floats(new float[] {1}, 1)));
                    List<Tensor> again =
                            encoder.kept(kind, passing, owner -> List.of(owner.floats(new float[] {1}, 1)));
                    assertThat(again == made).isEqualTo(kind < MOST_KEPT);
                }
            }
            assertThat(program.held() - before).isEqualTo(MOST_KEPT);
        }
    }
}

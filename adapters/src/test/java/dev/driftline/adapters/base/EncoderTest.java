package dev.driftline.adapters.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.program.Program;
import dev.driftline.adapters.program.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static final int MANY_KINDS = 50;
    private static final int MOST_KEPT = 8;

    private int made;

    @Test
    void tensorsOfAKindAreMadeOnceAndOfTooManyKindsNotKept() {
        try (Base base = Base.open(new BaseSettings("cpu", 1))) {
            Encoder encoder = base.encoder();
            Program program = encoder.program();
            int before = program.held();
            try (Scope passing = program.scope()) {
                for (int kind = 0; kind < MANY_KINDS; kind++) {
                    make(encoder, kind, passing);
                    make(encoder, kind, passing);
                }
            }
            assertThat(made).as("times made").isEqualTo(MOST_KEPT + 2 * (MANY_KINDS - MOST_KEPT));
            assertThat(program.held() - before).as("tensors that stay").isEqualTo(MOST_KEPT);
        }
    }

    private void make(Encoder encoder, int kind, Scope passing) {
        encoder.kept(kind, passing, owner -> {
            made++;
            return List.of(owner.floats(new float[] {1}, 1));
        });
    }
}

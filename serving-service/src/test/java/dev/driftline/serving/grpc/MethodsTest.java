package dev.driftline.serving.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MethodsTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theServerStartsBeforeThereIsWhatAnswers() {
        Supplier<Queries> queries = () -> {
            asked.incrementAndGet();
            throw new IllegalStateException("the base is not open yet");
        };
        Supplier<Inferences> inferences = () -> {
            asked.incrementAndGet();
            throw new IllegalStateException("the base is not open yet");
        };
        try (Methods methods = new Methods(queries, inferences)) {
            assertThat(methods.definition().getMethods()).hasSize(8);
        }
        assertThat(asked).hasValue(0);
    }
}

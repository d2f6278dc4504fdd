package dev.driftline.adapters.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.adapters.base.OneBase;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final int STEPS = 300;
    private static final List<Passage> TEXTS = List.of(Passage.of("one two three"), Passage.of("four"));

    /** Eager DJL was seen to leak 8 MB a step; 300 of those would be 2.4 GB. */
    private static final long BOUND_KILOBYTES = 200_000;

    @Test
    void hundredsOfStepsLeaveNothingBehind() throws IOException {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.isReadable(status), "only Linux tells a process its own memory this way");
        MethodSettings settings = MethodSettings.defaults(AdapterMethod.DORA);
        try (Learner learner = Learner.fresh(OneBase.BASE, settings, OneBase.LABELS, 1, null)) {
            int arrays = OneBase.BASE.encoder().program().held();
            steps(learner, 20);
            long before = kilobytes(status);
            steps(learner, STEPS);
            assertThat(OneBase.BASE.encoder().program().held()).isEqualTo(arrays);
            assertThat(kilobytes(status) - before).isLessThan(BOUND_KILOBYTES);
        }
    }

    @Test
    void whatIsClosedIsGone() {
        edora().close(); // what all adapters of a kind share stays with the base
        int arrays = OneBase.BASE.encoder().program().held();
        Learner learner = edora();
        assertThat(OneBase.BASE.encoder().program().held()).isGreaterThan(arrays);
        learner.endUpdate();
        learner.state(Map.of());
        learner.close();
        assertThat(OneBase.BASE.encoder().program().held()).isEqualTo(arrays);
    }

    private static Learner edora() {
        return Learner.fresh(
                OneBase.BASE, MethodSettings.defaults(AdapterMethod.EDORA), OneBase.LABELS, 1, OneBase.FACTORS);
    }

    private static void steps(Learner learner, int count) {
        for (int i = 0; i < count; i++) {
            learner.step(TEXTS, new int[] {0, 1}, i);
            learner.endUpdate();
        }
    }

    private static long kilobytes(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}

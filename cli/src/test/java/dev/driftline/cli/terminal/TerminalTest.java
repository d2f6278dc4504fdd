package dev.driftline.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(new Table("NAME", "N").row("long name", 1).row("x", 23)).hasToString("""
                NAME       N
                long name  1
                x          23
                """);
    }

    @Test
    void theBarFillsWithTheBytesRead() {
        assertThat(new Progress(new PrintWriter(new StringWriter()), true, 200, "rejected").line(100, 1_234, 5))
                .startsWith("[###############...............]  50 %  1,234 records, ")
                .endsWith("/s, 5 rejected");
    }

    @Test
    void nothingIsDrawnWhereNobodyWatches() {
        StringWriter out = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(out), false, 0, "at fault")) {
            progress.show(1, 1, 0);
        }
        assertThat(out.toString()).isEmpty();
    }
}

package dev.driftline.benchmarks.starts;

import dev.driftline.benchmarks.report.MarkdownTable;
import dev.driftline.benchmarks.results.Machine;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** What was measured; as text, one table and how to read it. */
public record StartsReport(LocalDate day, Machine machine, String train, int labelled, int steps, List<StartRow> rows) {
    public StartsReport {
        rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
        MarkdownTable table = new MarkdownTable("start", "seed", "loss to reach", "reached at step", "own last loss");
        rows.stream()
                .map(StartRow::start)
                .distinct()
                .flatMap(start -> rows.stream().filter(row -> row.start().equals(start)))
                .forEach(row -> table.row(
                        row.start(),
                        String.valueOf(row.seed()),
                        String.format(Locale.ROOT, "%.4f", row.goal()),
                        row.reached() == null ? "not in " + steps : String.valueOf(row.reached()),
                        String.format(Locale.ROOT, "%.4f", row.last())));
        return String.format(Locale.ROOT, """
                %s, %,d labels, %d steps; %s, %s

                %s
                The loss to reach is LoRA's at its end on the same seed; all losses are means over %d steps, in nats, each method at its default rate.
                """, train, labelled, steps, day, machine, table, Losses.WINDOW);
    }
}

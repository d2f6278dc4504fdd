package dev.driftline.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows under a heading, as Markdown, with columns in line for whoever reads the text itself. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(String... heading) {
        rows.add(List.of(heading));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            line(out, rows.get(row), widths, ' ');
            if (row == 0) {
                line(out, Collections.nCopies(columns, ""), widths, '-');
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, List<String> cells, int[] widths, char fill) {
        out.append('|');
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            out.append(fill)
                    .append(cell)
                    .repeat(fill, widths[i] - cell.length() + 1)
                    .append('|');
        }
        out.append('\n');
    }
}

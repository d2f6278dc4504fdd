package dev.driftline.benchmarks.weights;

import dev.driftline.benchmarks.report.MarkdownTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for people, beside what the papers saw. */
public final class PathText {
    private final PathReport report;

    public PathText(PathReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                """
                %s, %,d labels of seed %d, %d steps a phase; %s, %s

                %s
                Slope: change of magnitude over change of direction by least squares, over all matrices of the kind and all checkpoints, and over
                the last checkpoint alone. The papers name -1.784 for DoRA and -8.042 for BiDoRA on RoBERTa-base's query and value (arXiv
                2410.09758). What they show is a falling line, and BiDoRA's steeper than DoRA's.
                A falling line here: %s. The papers' picture, both lines falling and BiDoRA's the steeper: %s.
                """,
                report.train(),
                report.labelled(),
                report.seed(),
                report.steps(),
                report.day(),
                report.machine(),
                table(),
                falling(),
                picture());
    }

    private MarkdownTable table() {
        MarkdownTable table = new MarkdownTable(
                "path",
                "matrices",
                "change of magnitude",
                "of direction",
                "slope",
                "r",
                "slope, last step",
                "r, last step");
        report.rows()
                .forEach(row -> table.row(
                        row.path(),
                        row.matrix() == null ? "query, value" : row.matrix().word(),
                        String.format(Locale.ROOT, "%.2e", row.magnitude()),
                        String.format(Locale.ROOT, "%.2e", row.direction()),
                        number(row.all().slope()),
                        number(row.all().correlation()),
                        number(row.last().slope()),
                        number(row.last().correlation())));
        return table;
    }

    private String falling() {
        String names = String.join(
                ", ",
                report.rows().stream()
                        .filter(row -> row.matrix() == null && slope(row) < 0)
                        .map(PathRow::path)
                        .toList());
        return names.isEmpty() ? "none" : names;
    }

    private String picture() {
        double dora = report.rows().stream()
                .filter(row -> row.matrix() == null && row.path().equals("dora"))
                .mapToDouble(PathText::slope)
                .findFirst()
                .orElse(Double.NaN);
        String names = String.join(
                ", ",
                report.rows().stream()
                        .filter(row -> row.matrix() == null && row.path().startsWith("bidora"))
                        .filter(row -> dora < 0 && slope(row) < dora)
                        .map(PathRow::path)
                        .toList());
        return Double.isNaN(dora) ? "no DoRA was run" : names.isEmpty() ? "does not show" : "shows, of " + names;
    }

    private static double slope(PathRow row) {
        Double slope = row.all().slope();
        return slope == null ? Double.NaN : slope;
    }

    private static String number(@Nullable Double number) {
        return number == null ? "none" : String.format(Locale.ROOT, "%+.3f", number);
    }
}

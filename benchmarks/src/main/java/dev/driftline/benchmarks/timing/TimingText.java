package dev.driftline.benchmarks.timing;

import dev.driftline.benchmarks.report.MarkdownTable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two tables for people: medians, then figures beside their aims.
 *
 * @param what a work is called in the heading
 */
public record TimingText(String what, List<Timing> timings, List<Figure> figures) {
    private static final String NOT_RUN = "not run";

    @Override
    public String toString() {
        return medians() + "\n" + beside();
    }

    private String medians() {
        MarkdownTable table = new MarkdownTable(what, "median ms", "least", "most");
        timings.forEach(timing -> table.row(
                timing.name(),
                millis(timing.median()),
                millis(timing.seconds().stream().min(Double::compare).orElseThrow()),
                millis(timing.seconds().stream().max(Double::compare).orElseThrow())));
        return table.toString();
    }

    private String beside() {
        MarkdownTable table = new MarkdownTable("figure", "value", "aim", "", "least and most of a round");
        figures.forEach(figure -> table.row(
                figure.name(),
                number(figure.value()),
                figure.aim(),
                figure.met() == null ? NOT_RUN : figure.met() ? "met" : "not met",
                figure.least() == null ? "" : number(figure.least()) + " .. " + number(figure.most())));
        return table.toString();
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds * 1e3);
    }

    private static String number(@Nullable Double number) {
        return number == null ? NOT_RUN : String.format(Locale.ROOT, "%.2f", number);
    }
}

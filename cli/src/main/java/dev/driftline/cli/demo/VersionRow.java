package dev.driftline.cli.demo;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import java.util.List;
import java.util.Locale;

/** One version's way down the line, station by station, as one line of text. */
final class VersionRow {
    static final String HEADER = String.format(
            "%8s  %-8s %8s → %-9s → %-6s %6s → %-6s → %-7s → %-8s → %s",
            "time", "domain", "accepted", "window", "step", "(loss)", "exam", "version", "promoted", "served after");

    private VersionRow() {}

    /**
     * The line.
     *
     * @param accepted records that the domain had accepted by then
     * @param promoted the gate's answer in a word
     * @param freshness seconds of the window's records; empty while it is not served
     */
    static String of(DomainName domain, int accepted, Manifest manifest, String promoted, List<Double> freshness) {
        return String.format(
                        Locale.ROOT,
                        "%-8s %8d   %-9s   %-6s %6.3f   %-6s   %-7s   %-8s   %s",
                        domain,
                        accepted,
                        offsets(manifest),
                        manifest.trained() + "+" + manifest.drawn(),
                        manifest.loss(),
                        exam(manifest.evidence()),
                        "@" + manifest.version(),
                        promoted,
                        served(freshness))
                .stripTrailing();
    }

    private static String offsets(Manifest manifest) {
        return manifest.interval().from() + ".." + (manifest.interval().to() - 1);
    }

    private static String exam(Evidence evidence) {
        return evidence.candidateRight() + "/" + evidence.examSize();
    }

    private static String served(List<Double> freshness) {
        return freshness.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.1f s (max %.1f)",
                        Freshness.percentile(freshness, 50),
                        Freshness.percentile(freshness, 100));
    }
}

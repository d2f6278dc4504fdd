package dev.driftline.cli.bench;

import dev.driftline.cli.line.Machine;
import dev.driftline.cli.load.LoadReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the fleet bench measured: `--json` prints it.
 *
 * @param slots adapters that may be in memory
 * @param adapterBytes of one
 * @param coldTopicMillis median from the question to the first answer of a cold domain whose adapter lies in the topic, nothing else going on;
 *     null when every domain fits
 * @param coldRegistryMillis the same of one whose adapter the registry alone has
 * @param inMemory the load on domains that are all in memory
 * @param all the load on all domains; null when every domain fits
 * @param fleetP99Ratio of the second to the first; null without a second
 * @param servingResidentBytes of serving's process, at the end; null where it is not known
 */
record FleetReport(
        int domains,
        int slots,
        int adapterBytes,
        double zipf,
        double rate,
        @Nullable Double coldTopicMillis,
        @Nullable Double coldRegistryMillis,
        LoadReport inMemory,
        @Nullable LoadReport all,
        @Nullable Double fleetP99Ratio,
        @Nullable Residency residency,
        @Nullable Long servingResidentBytes,
        Machine machine) {
    private static final double MEGABYTE = 1e6;

    String words() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d domains of %,d bytes, %,d in memory, asked with Zipf %.2f, %.0f questions a second",
                domains,
                adapterBytes,
                slots,
                zipf,
                rate));
        if (coldTopicMillis != null && coldRegistryMillis != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "cold to first answer: %.1f ms from the topic, %.1f ms from the registry (medians)",
                    coldTopicMillis,
                    coldRegistryMillis));
        }
        lines.add("all in memory   " + inMemory);
        if (all != null && fleetP99Ratio != null) {
            lines.add("all domains     " + all);
            lines.add("                " + residency);
            lines.add(String.format(Locale.ROOT, "p99 is %.2f times that of all in memory", fleetP99Ratio));
        }
        if (servingResidentBytes != null) {
            lines.add(String.format(Locale.ROOT, "serving holds %.0f MB", servingResidentBytes / MEGABYTE));
        }
        lines.add(machine.toString());
        return String.join("\n", lines) + "\n";
    }
}

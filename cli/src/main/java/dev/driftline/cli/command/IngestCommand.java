package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.ExampleFile;
import dev.driftline.cli.file.Format;
import dev.driftline.cli.send.Patience;
import dev.driftline.cli.send.SendReport;
import dev.driftline.cli.send.Sender;
import dev.driftline.cli.send.Watcher;
import dev.driftline.cli.terminal.Progress;
import dev.driftline.contracts.domain.DomainName;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Send labelled examples to a domain.",
            "A record without an id gets the hash of what it holds, so a file that is sent twice is counted once,",
            "within the last 65,536 records of the domain's partition."
        },
        footer = {
            "",
            "Examples:",
            "  ./driftline ingest support tickets.csv --text message --label team --id ticket",
            "  ./driftline ingest spam examples.jsonl",
            "  ./driftline ingest entailment pairs.csv --text premise --text-pair hypothesis",
            "  tail -f feed.jsonl | ./driftline ingest spam -"
        })
final class IngestCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOMAIN")
    private DomainName domain;

    @Parameters(index = "1", paramLabel = "FILE", description = "JSON lines or CSV; - reads standard input")
    private String file;

    @Option(names = "--text", paramLabel = "COLUMN", description = "field or column of the texts (default: text)")
    private @Nullable String textColumn;

    @Option(
            names = "--text-pair",
            paramLabel = "COLUMN",
            description = "field or column of second texts (default: textPair or text_pair, if it is there)")
    private @Nullable String textPairColumn;

    @Option(names = "--label", paramLabel = "COLUMN", description = "field or column of the labels (default: label)")
    private @Nullable String labelColumn;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "field or column of the ids (default: id, if it is there)")
    private @Nullable String idColumn;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl or csv (default: by the file's name; jsonl for standard input)")
    private @Nullable Format format;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Columns columns = new Columns(textColumn, textPairColumn, labelColumn, idColumn);
        SendReport report;
        try (ExampleFile records = ExampleFile.open(file, System.in, Format.of(format, file), columns);
                Progress progress = new Progress(output.aside(), Progress.isWatched(), records.bytes(), "rejected")) {
            requireDomain();
            Sender sender =
                    new Sender(target.endpoints().ingestClient(), domain, Patience.DEFAULT, watcher(records, progress));
            report = sender.sendAll(records::next);
        }
        output.print(report, words(report));
        return (report.rejected() == 0 ? ExitCode.OK : ExitCode.REJECTED).number();
    }

    /** A mistyped name is told once, not for every record; where the registry is away ingest decides alone. */
    private void requireDomain() {
        try {
            target.endpoints().registryClient().domain(domain);
        } catch (Failure e) {
            if (e.exitCode() == ExitCode.NOT_FOUND) {
                throw new Failure(
                        ExitCode.NOT_FOUND,
                        "domain '" + domain + "' does not exist: create it first, as with: " + creation(),
                        e);
            }
        }
    }

    /** Standard input is spent by then, so its labels have to be told. */
    private String creation() {
        String create = "./driftline domain create " + domain;
        if (file.equals(ExampleFile.STANDARD_INPUT)) {
            return create + " --labels a,b,c";
        }
        return create + " --from " + quoted(file) + option("--text", textColumn)
                + option("--text-pair", textPairColumn) + option("--label", labelColumn)
                + option("--format", format == null ? null : format.name().toLowerCase(Locale.ROOT));
    }

    private static String option(String name, @Nullable String value) {
        return value == null ? "" : " " + name + " " + quoted(value);
    }

    /** As a shell reads it. */
    private static String quoted(String word) {
        return word.matches("[\\w./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Watcher watcher(ExampleFile records, Progress progress) {
        return new Watcher() {
            @Override
            public void rejected(SendReport.Rejected rejected) {
                tell(rejected.toString());
            }

            @Override
            public void sent(long accepted, long rejected) {
                progress.show(records.bytesRead(), accepted + rejected, rejected);
            }

            @Override
            public void waiting(Duration pause, String why) {
                tell(why + "; trying again in " + pause.toMillis() + " ms");
            }

            private void tell(String line) {
                progress.wipe();
                output.aside().println(line);
                output.aside().flush();
            }
        };
    }

    private static String words(SendReport report) {
        return String.format(
                Locale.ROOT,
                "%,d accepted, %,d rejected%s",
                report.accepted(),
                report.rejected(),
                report.lastOffset() == null
                        ? ""
                        : "; the last lies at offset " + report.lastOffset() + ", token " + report.lastToken()
                                + ": ./driftline predict --min-offset takes it");
    }
}

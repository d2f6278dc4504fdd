package dev.driftline.cli.command;

import dev.driftline.cli.client.Asking;
import dev.driftline.cli.client.ServingClient;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.cli.file.Columns;
import dev.driftline.cli.file.ExampleFile;
import dev.driftline.cli.file.Format;
import dev.driftline.cli.score.Listener;
import dev.driftline.cli.score.ScoreReport;
import dev.driftline.cli.score.Scorer;
import dev.driftline.cli.send.Patience;
import dev.driftline.cli.terminal.Progress;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A file of texts, answered line by line. */
final class ScoredFile {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "JSON lines or CSV with a text each; - reads standard input. Prints one JSON line for each record")
    private @Nullable String file;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the lines of --file go instead of standard output")
    private @Nullable Path out;

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            description = "field or column of the texts in --file (default: text)")
    private @Nullable String textColumn;

    @Option(
            names = "--text-pair",
            paramLabel = "COLUMN",
            description = "field or column of second texts in --file (default: textPair or text_pair, if it is there)")
    private @Nullable String textPairColumn;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "field or column of the ids in --file (default: id, if it is there)")
    private @Nullable String idColumn;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl or csv (default: by the file's name; jsonl for standard input)")
    private @Nullable Format format;

    boolean isNamed() {
        return file != null;
    }

    /** What is said of a file where none is named would be passed over in silence. */
    void requireNothingSaid() {
        refuse("--out", out);
        refuse("--text", textColumn);
        refuse("--text-pair", textPairColumn);
        refuse("--id", idColumn);
        refuse("--format", format);
    }

    private static void refuse(String option, @Nullable Object said) {
        if (said != null) {
            throw new Failure(ExitCode.USAGE, option + " is for --file: name a FILE, or leave it out");
        }
    }

    /** The command's exit code: 3 where a record was at fault. */
    int score(ServingClient serving, DomainName domain, Asking asking, Output output) {
        String name = file == null ? ExampleFile.STANDARD_INPUT : file;
        Columns columns = Columns.ofTexts(textColumn, textPairColumn, idColumn);
        ScoreReport report;
        try (ExampleFile records = ExampleFile.open(name, System.in, Format.of(format, name), columns);
                Progress progress = new Progress(output.aside(), Progress.isWatched(), records.bytes(), "at fault");
                PrintWriter lines = lines(output)) {
            Listener listener = listener(records, progress, lines, output.aside());
            report = new Scorer(serving, domain, asking, Patience.DEFAULT, listener, Progress.isWatched())
                    .scoreAll(records::next);
            if (lines.checkError()) {
                throw new Failure(ExitCode.FAILURE, "the answers could not be written: is the disk full?");
            }
        }
        tell(report, output);
        return (report.faulty() == 0 ? ExitCode.OK : ExitCode.REJECTED).number();
    }

    private PrintWriter lines(Output output) {
        if (out == null) {
            return output.lines();
        }
        try {
            return new PrintWriter(Files.newBufferedWriter(out, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, out + " cannot be written: " + e, e);
        }
    }

    private void tell(ScoreReport report, Output output) {
        String words = String.format(
                Locale.ROOT,
                "%,d answered, %,d at fault, %.1f s",
                report.answered(),
                report.faulty(),
                report.seconds());
        if (out == null) {
            output.aside().println(words);
            output.aside().flush();
        } else {
            output.print(report, words + "; written to " + out);
        }
    }

    private static Listener listener(ExampleFile records, Progress progress, PrintWriter lines, PrintWriter aside) {
        return new Listener() {
            @Override
            public void told(Scored scored) {
                lines.println(Json.text(scored));
                if (!scored.isAnswered()) {
                    say("line " + scored.line() + ": " + scored.message());
                }
            }

            @Override
            public void progress(long answered, long faulty) {
                lines.flush();
                progress.show(records.bytesRead(), answered + faulty, faulty);
            }

            @Override
            public void waiting(Duration pause, String why) {
                say(why + "; trying again in " + pause.toMillis() + " ms");
            }

            private void say(String line) {
                progress.wipe();
                aside.println(line);
                aside.flush();
            }
        };
    }
}

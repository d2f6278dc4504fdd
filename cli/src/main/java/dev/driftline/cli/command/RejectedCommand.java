package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.RejectedRecord;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rejected",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The newest records that were not accepted, with the reason and how to mend them.",
        footer = {"", "Examples:", "  ./driftline rejected", "  ./driftline rejected support --limit 100 --json"})
final class RejectedCommand implements Callable<Integer> {
    private static final int SHOWN_CHARACTERS = 60;

    @Parameters(paramLabel = "DOMAIN", arity = "0..1", description = "of one domain alone")
    private @Nullable DomainName domain;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "at most so many (default: 20)")
    private int limit;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<RejectedRecord> records = target.endpoints().ingestClient().rejected(domain, limit);
        output.print(records, records.isEmpty() ? "Nothing was rejected." : table(records));
        return ExitCode.OK.number();
    }

    private static String table(List<RejectedRecord> records) {
        Table table = new Table("AT", "REASON", "WHAT TO MEND", "RECORD");
        for (RejectedRecord one : records) {
            table.row(one.at(), one.reason(), one.message(), brief(one.record()));
        }
        return table.toString();
    }

    private static String brief(String record) {
        String line = record.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS - 1) + "…";
    }
}

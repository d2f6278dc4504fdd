package dev.driftline.cli.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.terminal.Table;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.RejectedRecord;
import java.io.IOException;
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
    private static final String NONE = "-";
    private static final JsonFactory JSON = new JsonFactory();

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
        Table table = new Table("AT", "REASON", "ID", "WHAT TO MEND", "RECORD");
        for (RejectedRecord one : records) {
            table.row(one.at(), one.reason(), id(one.record()), one.message(), brief(one.record(), SHOWN_CHARACTERS));
        }
        return table.toString();
    }

    /** The record's own, as far as it is JSON: its end may have been cut off. */
    private static String id(String record) {
        try (JsonParser json = JSON.createParser(record)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return NONE;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = json.currentName().equals("id");
                JsonToken value = json.nextToken();
                if (found && value != null) {
                    return value == JsonToken.VALUE_STRING || value.isNumeric()
                            ? brief(json.getText(), Example.MAX_ID_CHARACTERS)
                            : NONE;
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            return NONE; // the reason says what is wrong with it
        }
        return NONE;
    }

    private static String brief(String text, int most) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
    }
}

package dev.driftline.cli.command;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.example.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tell the true label of an answer: it becomes an example of its domain.",
        footer = {
            "",
            "Examples:",
            "  ./driftline feedback 3-1769860800000-00c0ffee00c0ffee.0 --label spam",
            "  ./driftline feedback 3-1769860800000-00c0ffee00c0ffee.1 --label spam       # the second of many texts",
            "  ./driftline feedback 3-1769860800000-00c0ffee00c0ffee.0 --label spam --domain mail --text \"you have won\""
        })
final class FeedbackCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[0-9a-f.-]{1,64}");

    @Parameters(
            paramLabel = "ID",
            description = "of one answer, as predict prints it: it ends in the text's number, from .0 on")
    private String id;

    @Option(names = "--label", paramLabel = "LABEL", required = true, description = "the true one")
    private String label;

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "that answered, where answers are not captured")
    private @Nullable String domain;

    @Option(names = "--text", paramLabel = "TEXT", description = "that was asked, where answers are not captured")
    private @Nullable String text;

    @Option(names = "--text-pair", paramLabel = "TEXT", description = "the second text, where it was a pair")
    private @Nullable String textPair;

    @Option(names = "--predicted", paramLabel = "LABEL", description = "the label that was answered, to be counted")
    private @Nullable String predicted;

    @Option(names = "--answered-by", paramLabel = "VERSION", description = "the version that answered, to be counted")
    private @Nullable Integer version;

    @Mixin
    private Target target;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (!ID.matcher(id).matches()) {
            throw new Failure(ExitCode.USAGE, "'" + id + "' is no prediction's id: predict prints it");
        }
        Map<String, Object> body = new LinkedHashMap<>(Map.of("label", label));
        put(body, "domain", domain);
        put(body, "text", text);
        put(body, "textPair", textPair);
        put(body, "predicted", predicted);
        put(body, "version", version);
        Receipt receipt = target.endpoints().servingClient().feedback(id, body);
        output.print(
                receipt,
                "Sent as example " + receipt.id() + ", offset " + receipt.offset() + " of partition "
                        + receipt.partition() + ".");
        return ExitCode.OK.number();
    }

    private static void put(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}

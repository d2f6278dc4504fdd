package dev.driftline.cli.command;

import dev.driftline.cli.client.ServiceFailure;
import dev.driftline.contracts.wire.InvalidValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Finds the option by which a person gave the field that is at fault. */
final class TypedOptions {
    /** Options that are not called as their field is. */
    private static final Map<String, String> OTHERS =
            Map.of("windowCount", "--window", "windowAge", "--age", "version", "--answered-by");

    private final ParseResult typed;

    TypedOptions(CommandLine line) {
        typed = line.getParseResult();
    }

    /** What was wrong, of the option and its value where one was typed. */
    String words(InvalidValue trouble) {
        String what = String.valueOf(trouble.getMessage());
        String prefix = trouble.field() + ":";
        return option(trouble.field())
                .filter(option -> what.startsWith(prefix))
                .map(option -> option + " " + value(option) + what.substring(prefix.length() - 1))
                .orElse(what);
    }

    /** A service's own words, with the option behind them that they are about. */
    String words(ServiceFailure trouble) {
        String field = trouble.problem().field();
        Optional<String> option = field == null ? Optional.empty() : option(field);
        return trouble.words() + option.map(name -> " (" + name + ")").orElse("");
    }

    private Optional<String> option(String field) {
        return Stream.of(OTHERS.getOrDefault(field, ""), named(field))
                .filter(typed::hasMatchedOption)
                .findFirst();
    }

    /** {@code minOffset} is given by {@code --min-offset}. */
    private static String named(String field) {
        return "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private String value(String option) {
        List<String> values = typed.matchedOption(option).originalStringValues();
        return String.join(" ", values);
    }
}

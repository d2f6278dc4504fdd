package dev.driftline.cli.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be read, in the house's words. */
final class Misuse {
    private Misuse() {}

    /** Lets numbers be refused in words that know no Java. */
    static void registerNumbers(CommandLine line) {
        line.registerConverter(Integer.class, number("a whole number", Integer::valueOf));
        line.registerConverter(int.class, number("a whole number", Integer::valueOf));
        line.registerConverter(Long.class, number("a whole number", Long::valueOf));
        line.registerConverter(long.class, number("a whole number", Long::valueOf));
        line.registerConverter(Double.class, number("a number", Double::valueOf));
        line.registerConverter(double.class, number("a number", Double::valueOf));
    }

    static String words(ParameterException misuse) {
        if (!(misuse instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
            return String.valueOf(misuse.getMessage());
        }
        String first = unmatched.getUnmatched().getFirst();
        CommandSpec command = misuse.getCommandLine().getCommandSpec();
        if (command.subcommands().isEmpty()) {
            return "one argument too many: " + first + ": put what holds blanks in quotes";
        }
        List<String> near = unmatched.getSuggestions();
        return "no command " + first + (command.parent() == null ? "" : " of " + command.name())
                + (near.isEmpty() ? "" : ": did you mean " + near.getFirst() + "?");
    }

    private static <T> ITypeConverter<T> number(String kind, Function<String, T> reading) {
        return text -> {
            try {
                return reading.apply(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(
                        text.matches("-?[0-9]+") ? "is too large: " + text : "must be " + kind + ", not " + text);
            }
        };
    }
}

package dev.driftline.cli.file;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.util.Collections;
import java.util.List;

/**
 * Where a CSV file's columns lie, from 0; those that nobody needs may be without a name or have one name twice.
 *
 * @param textPair -1 where the file has none
 * @param label -1 where records need none
 * @param id -1 where the file has none
 */
record CsvHeading(List<String> names, char delimiter, int text, int textPair, int label, int id) {
    CsvHeading {
        names = List.copyOf(names);
    }

    static CsvHeading of(String file, List<String> names, char delimiter, Columns columns) {
        int text = required(file, names, columns.textOr("text"), "--text");
        int label = columns.labelled() ? required(file, names, columns.labelOr("label"), "--label") : -1;
        String id = columns.id() == null ? "id" : columns.id();
        boolean hasId = columns.id() != null || names.contains(id);
        return new CsvHeading(
                names,
                delimiter,
                text,
                textPair(file, names, columns),
                label,
                hasId ? required(file, names, id, "--id") : -1);
    }

    private static int textPair(String file, List<String> names, Columns columns) {
        String told = columns.textPair();
        if (told != null) {
            return required(file, names, told, "--text-pair");
        }
        for (String usual : Columns.TEXT_PAIRS) {
            if (names.contains(usual)) {
                return required(file, names, usual, "--text-pair");
            }
        }
        return -1;
    }

    /** The one of comma, semicolon and tab that the heading has most of. */
    static char delimiter(String heading) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(heading, candidate) > count(heading, best)) {
                best = candidate;
            }
        }
        return best;
    }

    int width() {
        return names.size();
    }

    /** What to call the column that stands at {@code number}, from 1. */
    String column(int number) {
        boolean named = number <= names.size() && !names.get(number - 1).isEmpty();
        return named ? names.get(number - 1) : "column " + number;
    }

    private static int required(String file, List<String> names, String column, String option) {
        int times = Collections.frequency(names, column);
        if (times == 1) {
            return names.indexOf(column);
        }
        String there =
                String.join(", ", names.stream().filter(name -> !name.isEmpty()).toList());
        throw new Failure(
                ExitCode.USAGE,
                file + (times == 0 ? " has no column '" + column + "'" : " has " + times + " columns '" + column + "'")
                        + ": its columns are " + there + ": name one with " + option);
    }

    private static long count(String heading, char wanted) {
        return heading.chars().filter(one -> one == wanted).count();
    }
}

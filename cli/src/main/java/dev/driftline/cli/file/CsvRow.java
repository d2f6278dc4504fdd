package dev.driftline.cli.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one row, taken line by line as RFC 4180 has them; blanks around a cell do not belong to it. Does not know the
 * heading.
 */
final class CsvRow {
    private static final int MOST_LINES = 10_000;

    private final char delimiter;
    private final boolean strict;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private State state = State.BEFORE;
    private @Nullable String quoting;
    private final List<Lines.Line> lines = new ArrayList<>();
    private int characters;

    private enum State {
        BEFORE,
        BARE,
        QUOTED,
        CLOSED,
        BEHIND
    }

    /** In lines that may be the rest of a cell, a quote in the middle of a bare cell is a fault. */
    private CsvRow(char delimiter, boolean strict) {
        this.delimiter = delimiter;
        this.strict = strict;
    }

    /** The row that begins with {@code first}; where its quotes are wrong, reading goes on behind that line. */
    static CsvRow read(Lines lines, Lines.Line first, char delimiter) throws IOException {
        CsvRow row = new CsvRow(delimiter, first.again());
        Optional<Lines.Line> next = Optional.of(first);
        while (next.isPresent() && !row.take(next.get())) {
            next = row.characters > Lines.MAX_BYTES || row.lines.size() == MOST_LINES ? Optional.empty() : lines.next();
        }
        if (next.isEmpty()) {
            row.quoting = "its quote is left open: close it, and write a quote inside a cell twice";
            row.endCell();
        }
        if (row.quoting != null) {
            lines.pushBack(row.lines.subList(1, row.lines.size()));
        }
        return row;
    }

    /** All cells; up to the fault where its quotes are wrong. */
    List<String> cells() {
        return cells;
    }

    /** What is wrong with it, whatever its width; {@code column} names the column with a number from 1. */
    Optional<FileRecord.Faulty> fault(IntFunction<String> column) {
        Optional<FileRecord.Faulty> spoilt = quoting == null
                ? lines.stream().flatMap(line -> spoilt(line).stream()).findFirst()
                : spoilt(lines.getFirst());
        if (spoilt.isPresent() || quoting == null) {
            return spoilt;
        }
        String field = column.apply(cells.size());
        return Optional.of(new FileRecord.Faulty(lines.getFirst().number(), field, field + ": " + quoting));
    }

    private static Optional<FileRecord.Faulty> spoilt(Lines.Line line) {
        if (line.isTooLong()) {
            return Optional.of(new FileRecord.Faulty(
                    line.number(), "record", "record: is longer than " + Lines.MAX_BYTES + " bytes: make it shorter"));
        }
        return line.isUtf8()
                ? Optional.empty()
                : Optional.of(new FileRecord.Faulty(line.number(), "record", "record: is not UTF-8: " + Encoding.FIX));
    }

    /** Whether the row ends with this line: it does unless a quote is open. */
    private boolean take(Lines.Line line) {
        lines.add(line);
        characters += line.text().length() + 1;
        if (state == State.QUOTED) {
            cell.append('\n');
        }
        for (int i = 0; i < line.text().length() && quoting == null; i++) {
            char one = line.text().charAt(i);
            state = one == delimiter && state != State.QUOTED ? endCell() : after(one);
        }
        if (quoting == null && state == State.QUOTED) {
            return false;
        }
        endCell();
        return true;
    }

    private State after(char one) {
        return switch (state) {
            case BEFORE -> before(one);
            case BARE -> bare(one);
            case QUOTED -> one == '"' ? State.CLOSED : add(one, State.QUOTED);
            case CLOSED -> one == '"' ? add(one, State.QUOTED) : behind(one);
            case BEHIND -> behind(one);
        };
    }

    private State before(char one) {
        if (one == '"') {
            return State.QUOTED;
        }
        return Character.isWhitespace(one) ? State.BEFORE : add(one, State.BARE);
    }

    private State bare(char one) {
        if (one == '"' && strict) {
            quoting = "has a quote in the middle: put the cell in double quotes and write a quote inside it twice";
        }
        return add(one, State.BARE);
    }

    private State behind(char one) {
        if (!Character.isWhitespace(one)) {
            quoting = "has text behind its closing quote: write a quote inside a cell twice";
        }
        return State.BEHIND;
    }

    private State add(char one, State next) {
        cell.append(one);
        return next;
    }

    private State endCell() {
        cells.add(state == State.BARE ? cell.toString().stripTrailing() : cell.toString());
        cell.setLength(0);
        return State.BEFORE;
    }
}

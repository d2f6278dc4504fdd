package dev.driftline.cli.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A heading, then one record a row; quoted cells may hold line breaks. A row that is none costs itself alone. */
final class CsvReader implements RecordReader {
    private final Lines lines;
    private final CsvHeading heading;
    private boolean over;

    private CsvReader(Lines lines, CsvHeading heading) {
        this.lines = lines;
        this.heading = heading;
    }

    static CsvReader open(String name, InputStream in, Columns columns) {
        Lines lines = new Lines(in);
        try {
            Optional<Lines.Line> first = lines.next();
            while (first.isPresent() && first.get().text().isBlank()) {
                first = lines.next();
            }
            if (first.isEmpty()) {
                throw new Failure(ExitCode.FAILURE, name + " has no heading: it holds blank lines alone");
            }
            char delimiter = CsvHeading.delimiter(first.get().text());
            CsvRow row = CsvRow.read(lines, first.get(), delimiter);
            Optional<FileRecord.Faulty> fault = row.fault(number -> "column " + number);
            if (fault.isPresent()) {
                throw new Failure(
                        ExitCode.FAILURE,
                        name + ": line " + fault.get().line() + ", of the heading: "
                                + fault.get().message());
            }
            return new CsvReader(lines, CsvHeading.of(name, row.cells(), delimiter, columns));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, name + " cannot be read: " + e, e);
        }
    }

    @Override
    public Optional<FileRecord> next() {
        if (over) {
            return Optional.empty();
        }
        try {
            for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!isBlank(line.get())) {
                    return Optional.of(record(line.get()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            over = true;
            return Optional.of(FileRecord.Faulty.unreadable(lines.number() + 1, e));
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line of blanks; one of separators is a row of empty cells. */
    private boolean isBlank(Lines.Line line) {
        return line.text().isBlank() && line.text().indexOf(heading.delimiter()) < 0;
    }

    private FileRecord record(Lines.Line first) throws IOException {
        CsvRow row = CsvRow.read(lines, first, heading.delimiter());
        Optional<FileRecord.Faulty> fault = row.fault(heading::column);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (row.cells().size() != heading.width()) {
            return new FileRecord.Faulty(
                    first.number(),
                    "record",
                    "record: has " + row.cells().size() + " columns where the heading has " + heading.width()
                            + ": put cells that hold a separator in double quotes");
        }
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        put(example, "text", row.cells().get(heading.text()));
        if (heading.textPair() >= 0) {
            put(example, "textPair", row.cells().get(heading.textPair()));
        }
        if (heading.label() >= 0) {
            put(example, "label", row.cells().get(heading.label()));
        }
        if (heading.id() >= 0) {
            put(example, "id", row.cells().get(heading.id()));
        }
        return new FileRecord.Ready(first.number(), Json.text(example));
    }

    private static void put(ObjectNode example, String field, String value) {
        if (!value.isEmpty()) {
            example.put(field, value);
        }
    }
}

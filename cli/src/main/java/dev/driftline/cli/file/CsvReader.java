package dev.driftline.cli.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A heading, then one record a row; quoted cells may hold line breaks. */
final class CsvReader implements RecordReader {
    private static final int HEADING_CHARACTERS = 1 << 14;

    private final String name;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final Columns columns;
    private long line;

    private CsvReader(String name, CSVParser parser, Columns columns) {
        this.name = name;
        this.parser = parser;
        this.columns = columns;
        rows = parser.iterator();
        line = parser.getCurrentLineNumber();
    }

    static CsvReader open(String name, InputStream in, Columns columns) {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), HEADING_CHARACTERS);
        try {
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(delimiter(reader))
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .get();
            CsvReader csv = new CsvReader(name, CSVParser.parse(reader, format), columns);
            csv.requireColumns();
            return csv;
        } catch (CharacterCodingException e) {
            throw notUtf8(name, 1, e);
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILURE, name + " cannot be read as CSV: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.FAILURE, name + ": the heading is not one: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<FileRecord> next() {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            long first = line + 1;
            CSVRecord row = rows.next();
            line = parser.getCurrentLineNumber();
            return Optional.of(record(first, row));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(name, line + 1, e);
            }
            throw new Failure(
                    ExitCode.FAILURE,
                    name + ": line " + (line + 1) + " and what follows cannot be read as CSV (" + e.getMessage()
                            + "): is a quote left open?",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileRecord record(long first, CSVRecord row) {
        int heading = parser.getHeaderNames().size();
        if (row.size() != heading) {
            return new FileRecord.Faulty(
                    first,
                    "record",
                    "record: has " + row.size() + " columns where the heading has " + heading
                            + ": put cells that hold a separator in double quotes");
        }
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        put(example, "text", row.get(columns.textOr("text")));
        put(example, "label", row.get(columns.labelOr("label")));
        String id = columns.id() == null ? "id" : columns.id();
        if (row.isMapped(id)) {
            put(example, "id", row.get(id));
        }
        return new FileRecord.Ready(first, Json.text(example));
    }

    private static void put(ObjectNode example, String field, String value) {
        if (!value.isEmpty()) {
            example.put(field, value);
        }
    }

    private void requireColumns() {
        require(columns.textOr("text"), "--text");
        require(columns.labelOr("label"), "--label");
        if (columns.id() != null) {
            require(columns.id(), "--id");
        }
    }

    private void require(String column, String option) {
        List<String> there = parser.getHeaderNames();
        if (!there.contains(column)) {
            throw new Failure(
                    ExitCode.USAGE,
                    name + " has no column '" + column + "': its columns are " + String.join(", ", there)
                            + ": name one with " + option);
        }
    }

    /** The one of comma, semicolon and tab that the heading has most of. */
    private static char delimiter(BufferedReader reader) throws IOException {
        reader.mark(HEADING_CHARACTERS);
        char[] start = new char[HEADING_CHARACTERS - 1];
        int length = Math.max(0, reader.read(start));
        reader.reset();
        String heading = new String(start, 0, length).lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(heading, candidate) > count(heading, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String heading, char wanted) {
        return heading.chars().filter(one -> one == wanted).count();
    }

    private static Failure notUtf8(String name, long line, Exception cause) {
        return new Failure(ExitCode.FAILURE, name + ": line " + line + " is not UTF-8: " + Encoding.FIX, cause);
    }
}

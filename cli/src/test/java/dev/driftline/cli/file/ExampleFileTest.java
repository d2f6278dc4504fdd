package dev.driftline.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleFileTest {
    private static final Columns NAMED = new Columns("message", null, "team", null);

    @TempDir
    private Path folder;

    @Test
    void linesOfJsonAreSentAsTheyAreAndBlankOnesPassedOver() {
        assertThat(read(Format.JSONL, Columns.DEFAULT, "{\"text\":\"a\"}\n\n  \n {not json}\r\n"))
                .containsExactly(new FileRecord.Ready(1, "{\"text\":\"a\"}"), new FileRecord.Ready(4, "{not json}"));
    }

    @Test
    void namedFieldsMakeARecordOfThemAlone() {
        assertThat(read(
                        Format.JSONL,
                        NAMED,
                        "{\"message\":\"a\",\"team\":7,\"domain\":\"x\",\"id\":\"i\"}\n[1]\n{\"team\":\"b\"}\n{"))
                .containsExactly(
                        new FileRecord.Ready(1, "{\"text\":\"a\",\"label\":\"7\",\"id\":\"i\"}"),
                        new FileRecord.Ready(2, "{}"),
                        new FileRecord.Ready(3, "{\"label\":\"b\"}"),
                        new FileRecord.Faulty(
                                4,
                                "record",
                                "record: is not valid JSON (it ends too early): write one JSON object a line"));
    }

    @Test
    void aLineThatIsTooLongOrNotUtf8IsFaultyAndTheNextOneIsRead() throws IOException {
        Path file = folder.resolve("mixed.jsonl");
        Files.write(file, "é\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(file, "x".repeat(Lines.MAX_BYTES + 10) + "\n{}", StandardOpenOption.APPEND);
        List<FileRecord> records = readFile(file, Format.JSONL, Columns.DEFAULT);
        assertThat(records).hasSize(3).last().isEqualTo(new FileRecord.Ready(3, "{}"));
        assertThat(records.getFirst().toString()).contains("is not UTF-8", "iconv");
        assertThat(records.get(1).toString()).contains("is longer than 1048576 bytes");
    }

    @Test
    void csvIsReadByItsHeadingWithQuotesLineBreaksAndExtraColumns() {
        assertThat(
                        read(
                                Format.CSV,
                                NAMED,
                                "\uFEFFnr,message,team\n1,\"two\nlines, one cell\",red\n\n2,\"say \"\"hi\"\"\",blue\n3,,blue\n"))
                .containsExactly(
                        new FileRecord.Ready(2, "{\"text\":\"two\\nlines, one cell\",\"label\":\"red\"}"),
                        new FileRecord.Ready(5, "{\"text\":\"say \\\"hi\\\"\",\"label\":\"blue\"}"),
                        new FileRecord.Ready(6, "{\"label\":\"blue\"}"));
    }

    @ParameterizedTest
    @CsvSource({"';'", "'\t'", "','"})
    void theSeparatorIsTheOneThatTheHeadingHas(String separator) {
        String csv = String.join(separator, "text", "label", "id") + "\n" + String.join(separator, "a", "b", "7");
        assertThat(read(Format.CSV, Columns.DEFAULT, csv))
                .containsExactly(new FileRecord.Ready(2, "{\"text\":\"a\",\"label\":\"b\",\"id\":\"7\"}"));
    }

    @Test
    void aRowOfAnotherWidthIsFaultyAndTheNextOneIsRead() {
        assertThat(read(Format.CSV, Columns.DEFAULT, "text,label\na,b,c\nd,e\n"))
                .containsExactly(
                        new FileRecord.Faulty(
                                2,
                                "record",
                                "record: has 3 columns where the heading has 2: put cells that hold a separator in"
                                        + " double quotes"),
                        new FileRecord.Ready(3, "{\"text\":\"d\",\"label\":\"e\"}"));
    }

    @Test
    void aSecondTextIsReadByItsUsualNamesOrByTheOneThatIsTold() {
        FileRecord ours = new FileRecord.Ready(2, "{\"text\":\"a\",\"textPair\":\"b\",\"label\":\"c\"}");
        for (String usual : List.of("textPair", "text_pair")) {
            assertThat(read(Format.CSV, Columns.DEFAULT, "text," + usual + ",label\na,b,c\nd,,e\n"))
                    .containsExactly(ours, new FileRecord.Ready(3, "{\"text\":\"d\",\"label\":\"e\"}"));
            assertThat(read(
                            Format.JSONL,
                            new Columns(null, null, "kind", null),
                            "\n{\"text\":\"a\",\"" + usual + "\":\"b\",\"kind\":\"c\"}"))
                    .containsExactly(ours);
        }
        Columns told = new Columns("premise", "hypothesis", null, null);
        assertThat(read(Format.CSV, told, "premise,hypothesis,label\na,b,c\n")).containsExactly(ours);
        assertThat(read(Format.JSONL, told, "\n{\"premise\":\"a\",\"hypothesis\":\"b\",\"label\":\"c\"}"))
                .containsExactly(ours);
    }

    @Test
    void whatTransformersCallsASecondTextIsRenamedInARecordThatIsSentAsItIs() {
        String odd = "{\"text\":\"a text_pair\",\"label\":\"b\"}";
        String both = "{\"text\":\"a\",\"text_pair\":\"b\",\"textPair\":\"c\"}";
        assertThat(read(
                        Format.JSONL,
                        Columns.DEFAULT,
                        "{\"id\":\"7\",\"text\":\"a\",\"text_pair\":\"b\",\"label\":\"c\"}\n" + odd + "\n" + both
                                + "\n{text_pair\n"))
                .containsExactly(
                        new FileRecord.Ready(1, "{\"id\":\"7\",\"text\":\"a\",\"label\":\"c\",\"textPair\":\"b\"}"),
                        new FileRecord.Ready(2, odd),
                        new FileRecord.Ready(3, both),
                        new FileRecord.Ready(4, "{text_pair"));
    }

    @Test
    void aMistypedFieldOfSecondTextsNeverMakesLoneTexts() {
        Columns told = new Columns(null, "hypotesis", null, null);
        assertThat(read(Format.JSONL, told, """
                        {"text":"a","hypothesis":"b","label":"c"}
                        {"text":"a","hypotesis":null,"label":"c"}
                        """))
                .containsExactly(
                        new FileRecord.Faulty(
                                1,
                                "textPair",
                                "textPair: the record has no field 'hypotesis': name the one of second texts with"
                                        + " --text-pair, or write null for none"),
                        new FileRecord.Ready(2, "{\"text\":\"a\",\"textPair\":null,\"label\":\"c\"}"));
        assertThatThrownBy(() -> read(Format.CSV, told, "text,hypothesis,label\na,b,c\n"))
                .hasMessageContaining("no column 'hypotesis'")
                .hasMessageContaining("--text-pair");
    }

    @Test
    void aRecordToBeAnsweredThatLacksItsTextIsToldByTheFieldsName() {
        assertThat(read(Format.JSONL, Columns.ofTexts("txt", null, null), "{\"text\":\"a\"}\n42\n"))
                .extracting(fault -> ((FileRecord.Faulty) fault).message())
                .containsOnly("text: the record has no field 'txt': name the one of texts with --text")
                .hasSize(2);
    }

    @Test
    void aMissingColumnIsNamedWithTheColumnsThatAreThere() {
        assertThatThrownBy(() -> read(Format.CSV, Columns.DEFAULT, "message,team\na,b\n"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("- has no column 'text': its columns are message, team: name one with --text");
        assertThatThrownBy(() -> read(Format.CSV, new Columns(null, null, null, "key"), "text,label\na,b\n"))
                .hasMessageContaining("no column 'key'")
                .hasMessageContaining("--id");
    }

    @Test
    void aQuoteLeftOpenCostsItsLineAlone() {
        assertThat(read(Format.CSV, Columns.DEFAULT, "text,label\na,b\n\"c,d\ne,f\r\n"))
                .containsExactly(
                        new FileRecord.Ready(2, "{\"text\":\"a\",\"label\":\"b\"}"),
                        new FileRecord.Faulty(
                                3,
                                "text",
                                "text: its quote is left open: close it, and write a quote inside a cell twice"),
                        new FileRecord.Ready(4, "{\"text\":\"e\",\"label\":\"f\"}"));
    }

    @Test
    void textBehindAClosingQuoteCostsItsLineAlone() {
        String fix = "has text behind its closing quote: write a quote inside a cell twice";
        assertThat(read(
                        Format.CSV,
                        Columns.DEFAULT,
                        "text,label\n\"say\" hi,b\n c , \"d\" \n\"open,e\n\"f\",g\nh,\"two\nlines\" i\n"))
                .containsExactly(
                        new FileRecord.Faulty(2, "text", "text: " + fix),
                        new FileRecord.Ready(3, "{\"text\":\"c\",\"label\":\"d\"}"),
                        new FileRecord.Faulty(4, "text", "text: " + fix),
                        new FileRecord.Ready(5, "{\"text\":\"f\",\"label\":\"g\"}"),
                        new FileRecord.Faulty(6, "label", "label: " + fix),
                        new FileRecord.Faulty(
                                7,
                                "text",
                                "text: has a quote in the middle: put the cell in double quotes and write a quote"
                                        + " inside it twice"));
    }

    @ParameterizedTest
    @CsvSource({"CSV,'text,label\n', 'x,y'", "JSONL,'{}\n', '{\"text\":\"x\"}'"})
    void aBadByteCostsItsLineAloneWhichIsNamed(Format format, String start, String good) throws IOException {
        Path file = folder.resolve("latin");
        String text = start + (good + "\n").repeat(2_000) + "na\u00efve\n" + good;
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        List<FileRecord> records = readFile(file, format, Columns.DEFAULT);
        assertThat(records.stream().filter(FileRecord.Faulty.class::isInstance))
                .containsExactly(new FileRecord.Faulty(
                        2_002,
                        "record",
                        "record: is not UTF-8: save it as UTF-8, as with: iconv -f ISO-8859-1 -t UTF-8"));
        assertThat(records.getLast()).isInstanceOf(FileRecord.Ready.class);
        assertThat(records.getLast().line()).isEqualTo(2_003);
    }

    @ParameterizedTest
    @CsvSource({"CSV,'text,label\nx,y\n'", "JSONL,'{}\n{}\n'"})
    void aFileThatCannotBeReadToItsEndEndsWithAFault(Format format, String start) {
        InputStream broken = new SequenceInputStream(in(start), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                return read();
            }
        });
        List<FileRecord> records = all(open("-", broken, format, Columns.DEFAULT));
        assertThat(records.getFirst()).isInstanceOf(FileRecord.Ready.class);
        assertThat(records.getLast().line()).isEqualTo(3);
        assertThat(records.getLast().toString()).contains("cannot be read (the disk is gone)");
    }

    @Test
    void aColumnThatNobodyNeedsMayBeWithoutANameOrThereTwice() {
        assertThat(read(Format.CSV, Columns.DEFAULT, ",text,label,n,n\n0,a,b,1,1\n"))
                .containsExactly(new FileRecord.Ready(2, "{\"text\":\"a\",\"label\":\"b\"}"));
        assertThatThrownBy(() -> read(Format.CSV, Columns.DEFAULT, "text,label,text\na,b,c\n"))
                .hasMessage("- has 2 columns 'text': its columns are text, label, text: name one with --text");
    }

    @Test
    void aFileOfSixteenBitCharactersIsNamedWithTheWayOut() throws IOException {
        Path file = folder.resolve("wide.csv");
        Files.write(file, "\uFEFFtext,label\n".getBytes(Charset.forName("UTF-16LE")));
        assertThatThrownBy(() -> readFile(file, Format.CSV, Columns.DEFAULT)).hasMessageContaining("is UTF-16");
    }

    @Test
    void missingEmptyAndOtherFilesAreTold() throws IOException {
        assertThatThrownBy(() -> readFile(folder.resolve("no.jsonl"), Format.JSONL, Columns.DEFAULT))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> readFile(folder, Format.JSONL, Columns.DEFAULT))
                .hasMessageContaining("is a folder");
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));
        assertThatThrownBy(() -> readFile(empty, Format.JSONL, Columns.DEFAULT)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read(Format.JSONL, Columns.DEFAULT, "[{\"text\":\"a\"}]"))
                .hasMessageContaining("jq -c '.[]'");
        assertThatThrownBy(() -> Format.ofName("data.xlsx")).hasMessageContaining("--format");
    }

    @Test
    void labelsOfAFileComeInOneOrderWhateverTheFilesIs() {
        assertThat(labels("{\"label\":\"b\"}\n{\"label\":\"a\"}\n{\"label\":\"b\"}"))
                .containsExactly("a", "b");
        assertThatThrownBy(() -> labels("{\"label\":\"b\"}\n{\"text\":\"a\"}"))
                .hasMessageContaining("line 2: label: is missing");
    }

    private static List<String> labels(String text) {
        try (ExampleFile file = open("-", in(text), Format.JSONL, Columns.DEFAULT)) {
            return Labels.of(file);
        }
    }

    private static List<FileRecord> read(Format format, Columns columns, String text) {
        return all(open("-", in(text), format, columns));
    }

    private static List<FileRecord> readFile(Path file, Format format, Columns columns) {
        return all(open(file.toString(), in(""), format, columns));
    }

    private static ExampleFile open(String name, InputStream in, Format format, Columns columns) {
        return ExampleFile.open(name, in, format, columns);
    }

    private static List<FileRecord> all(ExampleFile file) {
        try (file) {
            List<FileRecord> records = new ArrayList<>();
            for (Optional<FileRecord> next = file.next(); next.isPresent(); next = file.next()) {
                records.add(next.get());
            }
            return records;
        }
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

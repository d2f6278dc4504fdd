package dev.driftline.serving.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Scored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {
    @Test
    void linesAreGatheredToFullGroupsAndKeepTheirNumbers() throws IOException {
        Groups groups =
                groups("{\"text\":\"a\"}\n\n{\"id\":\"7\",\"text\":\"b\",\"textPair\":\"c\"}\r\n{\"text\":\"d\"}", 2);
        Group first = groups.next();
        assertThat(first.lines()).extracting(QuestionLine::number).containsExactly(1L, 3L);
        assertThat(first.passages()).containsExactly(Passage.of("a"), new Passage("b", "c"));
        assertThat(first.lines().getLast().id()).isEqualTo("7");
        assertThat(groups.next().passages()).containsExactly(Passage.of("d"));
        assertThat(groups.next().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":\"a\",\"lang\":\"en\"}|lang",
                "{\"text\":3}|text",
                "{\"text\":\" \"}|text",
                "{}|text",
                "\"a\"|line",
                "{\"text\":|line",
                "{\"id\":7,\"text\":\"a\"}|id"
            })
    void aLineAtFaultNamesItsNumberAndField(String line, String field) throws IOException {
        Scored fault = groups("\n" + line + "\n", 8).next().faults().getFirst();
        assertThat(fault.line()).isEqualTo(2);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.message()).startsWith(field + ": ");
    }

    @Test
    void anIdIsSentBackWithItsFault() throws IOException {
        Scored fault = groups("{\"id\":\"x\",\"text\":\"\"}", 8).next().faults().getFirst();
        assertThat(fault.id()).isEqualTo("x");
    }

    @Test
    void aLineThatIsTooLongCostsItselfAlone() throws IOException {
        Group group = groups("x".repeat(Lines.MAX_BYTES + 1) + "\n{\"text\":\"a\"}", 8)
                .next();
        assertThat(group.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("longer"));
        assertThat(group.passages()).containsExactly(Passage.of("a"));
    }

    @Test
    void whatBreaksTheStreamIsToldAfterTheLinesBeforeIt() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int available() {
                return 1;
            }
        };
        Groups groups = new Groups(new SequenceInputStream(bytes("{\"text\":\"a\"}\n"), broken), 8);
        assertThat(groups.next().passages()).hasSize(1);
        assertThatThrownBy(groups::next).hasMessage("reset");
    }

    @Test
    void aGroupDoesNotWaitForALineThatHasNotCome() throws IOException {
        InputStream slow = new SequenceInputStream(bytes("{\"text\":\"a\"}\n"), bytes("{\"text\":\"b\"}\n"));
        Groups groups = new Groups(slow, 8);
        assertThat(groups.next().passages()).isEqualTo(List.of(Passage.of("a")));
        assertThat(groups.next().passages()).isEqualTo(List.of(Passage.of("b")));
    }

    private static Groups groups(String body, int most) {
        return new Groups(bytes(body), most);
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.driftline.contracts.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.driftline.contracts.Samples;
import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Reading;
import dev.driftline.contracts.example.Reason;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.ledger.Decision;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.ledger.LedgerEvent.VersionAdded;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.ledger.TrafficRule;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.prediction.Scored;
import dev.driftline.contracts.prediction.ScoredAll;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Exclusion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The wire formats, byte for byte: a golden file that has to change means a new format version. */
final class GoldenTest {
    private static final DomainState NEWBORN = Samples.newborn();
    private static final Manifest FIRST = Samples.manifest(NEWBORN, 64);
    private static final VersionAdded ADDED =
            new VersionAdded(FIRST, Samples.mark(163), new Decision(true, "2 of 2 right, more than 1 of 2"));
    private static final DomainState GROWN = Fold.next(NEWBORN, ADDED);
    private static final Manifest SECOND = Samples.manifest(GROWN, 64);
    private static final DomainState TWO =
            Fold.next(GROWN, new VersionAdded(SECOND, Samples.mark(227), new Decision(false, "worse")));

    static Stream<Arguments> values() {
        VersionRef one = ADDED.ref();
        return Stream.of(
                arguments("example", Samples.example()),
                arguments(
                        "example-bare",
                        new Example(1, Samples.SPAM, "7", "Hej då 👋", null, "ham", null, null, null, null)),
                arguments("example-pair", Samples.pair()),
                arguments("question", question()),
                arguments("domain-state", GROWN),
                arguments("entry-created", entry(Samples.created(), NEWBORN)),
                arguments("entry-version-added", after(NEWBORN, ADDED)),
                arguments("entry-version-added-at", after(GROWN, addedAt())),
                arguments("entry-promoted", after(GROWN, new LedgerEvent.Promoted(one))),
                arguments("entry-rolled-back", after(GROWN, new LedgerEvent.RolledBack(one))),
                arguments("entry-released", after(GROWN, new LedgerEvent.Released(one, new Decision(true, "better")))),
                arguments("entry-withheld", after(GROWN, withheld())),
                arguments("entry-stopped", after(GROWN, new LedgerEvent.Stopped("the topic was re-created"))),
                arguments("entry-continued", after(GROWN, new LedgerEvent.Continued(Samples.PLACE, true, 0))),
                arguments("entry-traffic-set", after(TWO, traffic())),
                arguments("offer", new Offer(1, "nonce-2", FIRST, Samples.mark(163))),
                arguments("prediction", prediction(one)),
                arguments("scored", Scored.answered(1L, "mail-17", prediction(one), 0)),
                arguments("scored-abstained", Scored.answered(1L, null, prediction(one), 1)),
                arguments("scored-faulty", Scored.faulty(2L, null, "text", "text: must be a string")),
                arguments("scored-all", ScoredAll.of(1, 1, null)),
                arguments("receipt-accepted", Receipt.accepted(0, "mail-17", "examples", 3, 100)),
                arguments("receipt-rejected", rejected()),
                arguments("problem", new Problem("not found", 404, "domain: 'spam' does not exist", "domain")),
                arguments(
                        "problem-stale",
                        new Problem(
                                "Not fresh enough",
                                412,
                                "spam@1 has learned up to 164",
                                null,
                                new Problem.Available(1, one.adapter(), 164))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readingTheGoldenGivesTheValue(String name, Object value) throws IOException {
        assertThat(Json.<Object>read(golden(name + ".json"), classOf(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void writingTheValueGivesTheGoldenBytes(String name, Object value) throws IOException {
        assertThat(Json.text(value) + "\n").isEqualTo(new String(golden(name + ".json"), StandardCharsets.UTF_8));
    }

    @Test
    void theBinaryRecordOfAnAdapterIsTheGolden() throws IOException {
        byte[] golden = golden("adapter-record.bin");
        AdapterRecord.Header header = new AdapterRecord.Header(Samples.SPAM, "nonce-1", 2, FIRST.ref());

        assertThat(new AdapterRecord(header, new byte[] {1, 2, 3}).encode()).isEqualTo(golden);
        AdapterRecord read = AdapterRecord.decode(golden);
        assertThat(read.header()).isEqualTo(header);
        assertThat(read.adapter()).containsExactly(1, 2, 3);
    }

    /** Its newest example is older than the record that ended its window. */
    private static LedgerEvent addedAt() {
        Manifest manifest = Samples.manifest(GROWN, 64, null, Samples.NOON.minusSeconds(30));
        return new VersionAdded(manifest, Samples.mark(227), new Decision(true, "better"));
    }

    private static LedgerEvent withheld() {
        return new LedgerEvent.Withheld(
                new Exclusion(Samples.interval(164, 228), "the loss was not finite"), Samples.mark(227));
    }

    private static LedgerEvent traffic() {
        return new LedgerEvent.TrafficSet(new TrafficRule(SECOND.ref(), 0.1, TrafficRule.Mode.COMPARED));
    }

    private static LedgerEntry after(DomainState before, LedgerEvent event) {
        return entry(event, Fold.next(before, event));
    }

    private static LedgerEntry entry(LedgerEvent event, DomainState state) {
        return new LedgerEntry(1, "nonce-" + state.number(), Samples.NOON, event, state);
    }

    private static Prediction prediction(VersionRef of) {
        List<Prediction.Score> scores = List.of(new Prediction.Score("spam", 0.75), new Prediction.Score("ham", 0.25));
        return new Prediction(
                PredictionId.of(Samples.SPAM, Samples.NOON, 0xc0ffee),
                Samples.SPAM,
                List.of(new Prediction.Result("spam", scores), new Prediction.Result("spam", scores, true)),
                of.version(),
                of.adapter(),
                of.learnedUpTo());
    }

    private static Question question() {
        return new Question(List.of(Passage.of("You won a prize"), new Passage("It froze at night", "It was cold")));
    }

    private static Receipt rejected() {
        return Receipt.rejected(
                1, null, new Reading.Rejected(Reason.MISSING_FIELD, "label", "label: is missing: add it"));
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> classOf(Object value) {
        return (Class<Object>) value.getClass();
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + file)) {
            return in.readAllBytes();
        }
    }
}

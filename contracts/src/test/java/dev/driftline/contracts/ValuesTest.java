package dev.driftline.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.DomainSpec;
import dev.driftline.contracts.domain.FactorStart;
import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.example.ReceiptToken;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.version.Evidence;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.version.PairedCount;
import dev.driftline.contracts.version.Running;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values refuse to be wrong, and say which field is. */
final class ValuesTest {
    private static final Digest DIGEST = Samples.digest("anything");
    private static final PairedCount COUNT = new PairedCount(1, 1, 1, 1);
    private static final MethodSettings SETTINGS = MethodSettings.defaults(AdapterMethod.EDORA);

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("domain", () -> new DomainName("Spam")),
                wrong("topic", () -> new Place(" ", "id", 0)),
                wrong("topicId", () -> new Place("examples", "", 0)),
                wrong("partition", () -> new Place("examples", "id", -1)),
                wrong("windowCount", () -> new Policy(0, null, Gate.FAST)),
                wrong("windowCount", () -> new Policy(4097, null, Gate.FAST)),
                wrong("windowAge", () -> new Policy(1, Duration.ZERO, Gate.FAST)),
                wrong("abstainBelow", () -> new Policy(1, null, Gate.FAST, 0.0)),
                wrong("abstainBelow", () -> new Policy(1, null, Gate.FAST, 1.01)),
                wrong("abstainBelow", () -> new Policy(1, null, Gate.FAST, Double.NaN)),
                wrong("spec", () -> spec(0, List.of("a", "b"))),
                wrong("labels", () -> spec(1, List.of("a"))),
                wrong("labels", () -> spec(1, List.of("a", "a"))),
                wrong("labels", () -> spec(1, List.of("a", " "))),
                wrong("labels", () -> spec(1, List.of("a", "b\n"))),
                wrong("labels", () -> spec(1, List.of("a", "b".repeat(129)))),
                wrong(
                        "labels",
                        () -> spec(
                                1,
                                IntStream.range(0, 1001)
                                        .mapToObj(Integer::toString)
                                        .toList())),
                wrong("method", () -> AdapterMethod.parse("qlora")),
                wrong("gate", () -> Gate.parse("slow")),
                wrong("digest", () -> new Digest("ABC")),
                wrong("topicId", () -> new Interval("", 0, 0, 1)),
                wrong("partition", () -> new Interval("id", -1, 0, 1)),
                wrong("from", () -> new Interval("id", 0, -1, 1)),
                wrong("to", () -> new Interval("id", 0, 5, 4)),
                wrong("offset", () -> new LogMark(-1, 0, DIGEST)),
                wrong("version", () -> new VersionRef(0, DIGEST, 1, 0)),
                wrong("adapterBytes", () -> new VersionRef(1, DIGEST, 0, 0)),
                wrong("learnedUpTo", () -> new VersionRef(1, DIGEST, 1, -1)),
                wrong("outcomes", () -> new PairedCount(0, 0, -1, 0)),
                wrong("mostFrequentRight", () -> new Evidence(null, COUNT, COUNT, 9)),
                wrong("threads", () -> new Running(0, "cpu", "AVX2", "fp32", "2.7.1", true)),
                wrong(
                        "position",
                        () -> new LedgerEvent.Created(Samples.created().spec(), Samples.PLACE, 1, -1)),
                wrong("nonce", () -> entry(1, "")),
                wrong("nonce", () -> entry(1, "n".repeat(65))),
                wrong("format", () -> entry(2, "n")),
                wrong("texts", () -> new Question(List.of())),
                wrong("texts", () -> new Question(Collections.nCopies(257, Passage.of("a")))),
                wrong("text", () -> Passage.of(" ")),
                wrong("text", () -> Passage.of("a".repeat(32 * 1024 + 1))),
                wrong("textPair", () -> new Passage("a", "")),
                wrong("textPair", () -> new Passage("a", "b".repeat(32 * 1024))),
                wrong("receipt", () -> new Receipt(0, "7", "examples", 3, null, null, null, null, null)),
                wrong("token", () -> new Receipt(0, "7", "examples", 3, 4L, "examples/3@5", null, null, null)),
                wrong("topic", () -> new ReceiptToken("exam ples", 3, 4)),
                wrong("partition", () -> new ReceiptToken("examples", -1, 4)),
                wrong("offset", () -> new ReceiptToken("examples", 3, -1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aWrongValueNamesItsField(String field, ThrowingCallable made) {
        assertThatThrownBy(made)
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith(field + ": ")
                .extracting(e -> ((InvalidValue) e).field())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a_b", "a.b", "../etc", "a/b", "%2e", "ä", "a b", "A"})
    void aNameThatCouldPlayTricksIsRefused(String name) {
        assertThatThrownBy(() -> new DomainName(name)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "spam", "support-routing-2", "a--b"})
    void aSlugIsAName(String name) {
        assertThat(new DomainName(name)).hasToString(name);
        assertThatThrownBy(() -> new DomainName("a".repeat(64))).isInstanceOf(InvalidValue.class);
        assertThat(new DomainName("a".repeat(63)).value()).hasSize(63);
    }

    /** One number of a good value at a time, changed into a wrong one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rank=0",
                "rank=257",
                "alpha=0",
                "alpha=-1",
                "rate=-1",
                "expandRatio=0",
                "warmup=-1",
                "headRate=-1",
                "headTimescale=-1",
                "decay=1",
                "dropout=1",
                "clip=0",
                "batch=0",
                "batch=1025",
                "epochs=0",
                "epochs=101",
                "drawn=-1",
                "drawn=2001",
                "averaging=1"
            })
    void settingsOutOfRangeNameTheirField(String change) {
        assertRefused(Json.text(SETTINGS), MethodSettings.class, change, change.substring(0, change.indexOf('=')));
    }

    @ParameterizedTest
    @CsvSource({
        "format=2, format",
        "version=0, version",
        "parent=1, parent",
        "trained=0, trained",
        "examined=-1, examined",
        "duplicates=-1, examined",
        "learnedUpTo=163, learnedUpTo"
    })
    void aManifestOutOfRangeIsRefused(String change, String field) {
        String good = Json.text(Samples.manifest(Samples.newborn(), 64));
        assertRefused(good.replace("\"interval\"", "\"parent\":null,\"interval\""), Manifest.class, change, field);
    }

    @Test
    void theWindowThatAVersionWasValidatedOnBeginsWhereItsOwnEnds() {
        DomainState newborn = Samples.newborn();
        assertThatThrownBy(() -> Samples.manifest(newborn, 64, Samples.interval(165, 200)))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("validation: must begin where the interval ends");
    }

    @ParameterizedTest
    @CsvSource({"number=0, number", "position=-1, position", "versions=1, versions"})
    void aStateThatCannotBeIsRefused(String change, String field) {
        assertRefused(Json.text(Samples.newborn()), DomainState.class, change, field);
    }

    @Test
    void listsAreCopied() {
        List<String> labels = new ArrayList<>(List.of("a", "b"));
        DomainSpec spec = spec(1, labels);
        labels.add("c");

        assertThat(spec.labels()).containsExactly("a", "b");
    }

    @Test
    void theDefaultsAreWhatStreamedWell() {
        assertThat(SETTINGS)
                .isEqualTo(new MethodSettings(
                        AdapterMethod.EDORA,
                        8,
                        8,
                        false,
                        3e-3,
                        1,
                        0,
                        1e-2,
                        100,
                        0,
                        0,
                        1,
                        32,
                        1,
                        64,
                        0.8,
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        FactorStart.SVD,
                        null));
        assertThat(MethodSettings.defaults(AdapterMethod.DORA))
                .isEqualTo(new MethodSettings(
                        AdapterMethod.DORA,
                        8,
                        16,
                        false,
                        1e-3,
                        1,
                        0,
                        1e-2,
                        100,
                        0,
                        0,
                        1,
                        32,
                        1,
                        64,
                        0.8,
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        FactorStart.SVD,
                        null));
        assertThat(Policy.DEFAULT).isEqualTo(new Policy(64, Duration.ofSeconds(2), Gate.FAST));
    }

    private static void assertRefused(String good, Class<?> type, String change, String field) {
        String changed = change.substring(0, change.indexOf('='));
        String wrong = good.replaceFirst("\"" + changed + "\":(null|[-0-9.E]+)", "\"" + change.replace("=", "\":"));
        assertThatThrownBy(() -> Json.read(wrong.getBytes(StandardCharsets.UTF_8), type))
                .isInstanceOf(InvalidValue.class)
                .extracting(e -> ((InvalidValue) e).field())
                .isEqualTo(field);
    }

    private static DomainSpec spec(int number, List<String> labels) {
        return new DomainSpec(number, labels, SETTINGS, Policy.DEFAULT);
    }

    private static LedgerEntry entry(int format, String nonce) {
        return new LedgerEntry(format, nonce, Samples.NOON, Samples.created(), Samples.newborn());
    }

    private static Arguments wrong(String field, ThrowingCallable made) {
        return arguments(field, made);
    }
}

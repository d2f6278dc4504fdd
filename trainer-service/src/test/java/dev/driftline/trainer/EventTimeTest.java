package dev.driftline.trainer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.NormalText;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.trainer.publish.FakeRegistry;
import dev.driftline.trainer.stream.FakeLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fresh a version says that it is, through the whole loop. The log's records are stamped one second after 1970 began, and on. */
class EventTimeTest {
    private static final int WINDOW = 4;
    private static final DomainName NAME = new DomainName("weather");

    @TempDir
    private Path folder;

    private final FakeLog log = new FakeLog();
    private final FakeRegistry registry = new FakeRegistry();
    private int sent;

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00.250Z, 1970-01-01T00:00:00.250Z",
        "1970-01-01T01:00:00.250+01:00, 1970-01-01T00:00:00.250Z",
        "2970-01-01T00:00:00Z, 1970-01-01T00:00:01.003Z",
        "-999999999-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "+999999999-12-31T00:00:00Z, 1970-01-01T00:00:01.003Z"
    })
    void anExampleIsAsOldAsItSaysUnlessItSaysThatItIsYetToCome(String told, Instant counted) {
        for (int i = 0; i < WINDOW; i++) {
            send(false, told);
        }
        assertThat(newestOfEachVersion()).containsExactly(counted);
    }

    @Test
    void withoutATimeOfItsOwnAnExampleIsAsOldAsItsRecord() {
        for (int i = 0; i < WINDOW; i++) {
            send(false, null);
        }
        assertThat(newestOfEachVersion()).containsExactly(stamp(WINDOW - 1));
    }

    @Test
    void whatIsOnlyExaminedMakesAVersionNoFresher() {
        send(false, null);
        send(false, null);
        send(true, null);
        send(true, null);
        assertThat(newestOfEachVersion()).containsExactly(stamp(1));
    }

    @Test
    void whatArrivesLateMakesAVersionNoOlder() {
        for (int i = 0; i < 2 * WINDOW; i++) {
            send(false, i < WINDOW ? null : "1970-01-01T00:00:00.250Z");
        }
        assertThat(newestOfEachVersion()).containsExactly(stamp(WINDOW - 1), stamp(WINDOW - 1));
    }

    private static Instant stamp(int offset) {
        return Instant.ofEpochMilli(1_000 + offset);
    }

    private List<@Nullable Instant> newestOfEachVersion() {
        registry.create(Samples.byCount("weather", WINDOW));
        new Life(log, registry, new HashMap<>(), folder).work();
        List<@Nullable Instant> newest = new ArrayList<>();
        registry.ledger(NAME).forEach(entry -> {
            if (entry.event() instanceof LedgerEvent.VersionAdded) {
                newest.add(requireNonNull(entry.state().newest()).newestAt());
            }
        });
        return newest;
    }

    /** The next example for training or for the exam. */
    private void send(boolean exam, @Nullable String occurredAt) {
        String text;
        do {
            text = "the weather of day " + sent++;
        } while (NormalText.isExam(Passage.of(text), Samples.SEED, 10) != exam);
        String time = occurredAt == null ? "" : ",\"occurredAt\":\"" + occurredAt + "\"";
        log.add(0, """
                {"domain":"weather","id":"id-%d","text":"%s","label":"sun"%s}""".formatted(sent, text, time).getBytes(StandardCharsets.UTF_8));
    }
}

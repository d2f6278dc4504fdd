package dev.driftline.serving.answer;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.intake.Bodies;
import dev.driftline.serving.predict.Directory;
import dev.driftline.serving.predict.Predictor;
import dev.driftline.serving.predict.Predictors;
import dev.driftline.serving.predict.Reply;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final DomainName SPAM = new DomainName("spam");
    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = new Slots(engine, new FakeBlobs(), 9, meters, InstantSource.system());
    private final FakeHints hints = new FakeHints();
    private final Predictor predictor = Predictors.over(slots, hints, new FakeLedgers(), meters, engine);
    private final Directory directory = Predictors.directory(slots, hints);
    private final Desk desk = new Desk(predictor, directory, new Bodies(1024 * 1024));

    @BeforeEach
    void tell() {
        byte[] adapter = FakeEngine.adapter(7);
        VersionRef version = new VersionRef(7, Digest.of(adapter), adapter.length, 7000);
        slots.told(new AdapterRecord(new AdapterRecord.Header(SPAM, "A", 7, version), adapter));
        eventually(slots::settled);
    }

    @AfterEach
    void close() {
        slots.close();
    }

    @Test
    void aPairIsAskedWithBothItsTextsAloneAndAmongOthers() {
        assertThat(ask("{\"text\":\"a\",\"textPair\":\"b\"}")).isInstanceOf(Reply.Answered.class);
        assertThat(engine.asked).containsExactly(new Passage("a", "b"));
        assertThat(ask("{\"texts\":[\"a\",{\"text\":\"a\",\"textPair\":\"b\"},{\"text\":\"c\",\"textPair\":null}]}"))
                .isInstanceOf(Reply.Answered.class);
        assertThat(engine.asked).containsExactly(Passage.of("a"), new Passage("a", "b"), Passage.of("c"));
    }

    @Test
    void aBodyForADomainThatNobodyKnowsIsNotRead() {
        InputStream unread = new ByteArrayInputStream(new byte[9]);
        assertThat(desk.ask("other", Wishes.NONE, null, unread, DeskTest::stays))
                .isEqualTo(new Reply.Unknown(new DomainName("other")));
        assertThat(unread).hasBinaryContent(new byte[9]);
    }

    @Test
    void whatTheDeskRefusesIsCountedToo() {
        ask("{");
        ask("{\"texts\":[]}");
        desk.ask("other", Wishes.NONE, null, body("{}"), DeskTest::stays);
        assertThat(Served.questions(meters, "invalid")).isEqualTo(2);
        assertThat(Served.questions(meters, "unknown")).isEqualTo(1);
    }

    @Test
    void bodiesAreBoundedEachAndTogether() {
        assertThat(desk.ask("spam", Wishes.NONE, 10_000_000L, body("{}"), DeskTest::stays))
                .isInstanceOf(Reply.TooLarge.class);
        assertThat(desk.ask(
                        "spam",
                        Wishes.NONE,
                        null,
                        new ByteArrayInputStream(new byte[2 * 1024 * 1024]),
                        DeskTest::stays))
                .isInstanceOf(Reply.Busy.class);
        Desk roomy = new Desk(predictor, directory, new Bodies(Bodies.MAX_BYTES_IN_FLIGHT));
        assertThat(roomy.ask(
                        "spam",
                        Wishes.NONE,
                        null,
                        new ByteArrayInputStream(new byte[Bodies.MAX_BYTES + 1]),
                        DeskTest::stays))
                .isInstanceOf(Reply.TooLarge.class);
        for (int i = 0; i < 100; i++) {
            assertThat(ask("{\"text\":\"a\"}"))
                    .as("what was held is free again")
                    .isInstanceOf(Reply.Answered.class);
        }
    }

    /** Nobody has gone. */
    private static boolean stays() {
        return false;
    }

    private Reply ask(String body) {
        return desk.ask("spam", Wishes.NONE, null, body(body), DeskTest::stays);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

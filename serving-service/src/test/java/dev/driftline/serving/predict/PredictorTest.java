package dev.driftline.serving.predict;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.prediction.Question;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.serving.claim.FakeLedgers;
import dev.driftline.serving.hints.FakeHints;
import dev.driftline.serving.hints.Hints.Known;
import dev.driftline.serving.slots.FakeBlobs;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictorTest {
    private static final DomainName SPAM = new DomainName("spam");
    private final FakeEngine engine = new FakeEngine();
    private final FakeBlobs blobs = new FakeBlobs();
    private final FakeHints hints = new FakeHints();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Slots slots = new Slots(engine, blobs, 9, meters, InstantSource.system());
    private final Directory directory = new Directory(slots, hints);
    private final PredictMeters counted = new PredictMeters(meters);
    private final List<Prediction> seen = new ArrayList<>();
    private final Answers answers =
            new Answers((_, given) -> seen.add(given), hints, () -> Predictors.NOON, () -> Predictors.NONCE);
    private final Batcher batcher =
            new Batcher(engine, new BatchLimits(1, 2048, 2, Duration.ZERO), counted.batches(), System::nanoTime);
    private final Predictor predictor = Predictors.over(
            slots, hints, new FakeLedgers(), meters, new Answering(engine, batcher, answers, counted), counted);

    @AfterEach
    void close() {
        CountDownLatch held = engine.hold;
        if (held != null) {
            held.countDown();
        }
        batcher.close();
        slots.close();
    }

    @Test
    void anAnswerIsStampedWithItsVersionAndHoldsTrainedLabelsBestFirst() {
        tell(7);
        Prediction answer = ((Reply.Answered) ask("a", "b")).prediction();
        Prediction.Result result = new Prediction.Result(
                "parcel", List.of(new Prediction.Score("parcel", 0.93), new Prediction.Score("card", 0.07)));
        assertThat(answer)
                .isEqualTo(new Prediction(
                        PredictionId.of(SPAM, Predictors.NOON, Predictors.NONCE),
                        SPAM,
                        List.of(result, result),
                        7,
                        Digest.of(FakeEngine.adapter(7)),
                        7000));
        assertThat(seen).containsExactly(answer);
    }

    @Test
    void anAnswerWhoseBestScoreIsBelowWhatThePolicyWantsAbstainsAndStillShowsItsScores() {
        tell(7);
        hints.read.put(SPAM, abstains(2, 0.94));
        assertThat(answered("a").abstained()).isTrue();
        assertThat(answered("a").scores().getFirst()).isEqualTo(new Prediction.Score("parcel", 0.93));
        hints.read.put(SPAM, abstains(3, 0.93));
        assertThat(answered("a").abstained()).isNull();
    }

    private Prediction.Result answered(String text) {
        return ((Reply.Answered) ask(text)).prediction().results().getFirst();
    }

    @Test
    void aDomainThatNobodyKnowsIsUnknown() {
        assertThat(ask("a")).isEqualTo(new Reply.Unknown(SPAM));
    }

    @Test
    void aDomainCreatedAMomentAgoIsKnown() {
        hints.unread.put(SPAM, new Known("A", 1, false));
        assertThat(ask("a")).isEqualTo(new Reply.NoVersion(SPAM));
    }

    @Test
    void nobodySaysUnknownWhileTheBrokerIsAway() {
        hints.brokerAway = true;
        assertThat(ask("a")).isInstanceOf(Reply.NotLoaded.class);
    }

    @Test
    void aDomainWithAChampionWhoseAdapterIsNotHereIsNotLoaded() {
        hints.read.put(SPAM, new Known("A", 2, true));
        assertThat(ask("a")).isEqualTo(new Reply.NotLoaded(SPAM, "its adapter has not been read yet"));
    }

    @Test
    void anAdapterThatCannotBeFetchedOrIsCorruptIsNotLoaded() {
        hints.read.put(SPAM, new Known("A", 2, false));
        blobs.away = true;
        AdapterRecord.Header header = header(2);
        slots.told(new AdapterRecord(header, null));
        assertThat(ask("a")).isInstanceOf(Reply.NotLoaded.class);
        slots.told(new AdapterRecord(header(3), FakeEngine.adapter(9)));
        eventually(slots::settled);
        assertThat(ask("a")).asString().contains("digest");
    }

    @Test
    void aDomainWithoutAVersionHasAnEmptyStatus() {
        hints.unread.put(SPAM, new Known("A", 1, false));
        assertThat(directory.one("spam"))
                .isInstanceOfSatisfying(
                        Reply.Told.class,
                        told -> assertThat(told.status().version()).isNull());
        assertThat(directory.one("other")).isEqualTo(new Reply.Unknown(new DomainName("other")));
        assertThat(directory.one("../x")).isInstanceOf(Reply.NoName.class);
        assertThat(directory.all()).hasSize(1);
    }

    @Test
    void beyondTheQueueItIsBusyAtOnce() {
        tell(1);
        counted.watch(batcher);
        CountDownLatch held = new CountDownLatch(1);
        engine.hold = held;
        int before = engine.calls.get();
        List<CompletableFuture<Reply>> inside = new ArrayList<>();
        inside.add(later());
        eventually(() -> engine.calls.get() == before + 1);
        inside.add(later());
        inside.add(later());
        eventually(() -> batcher.waiting() == 2);
        assertThat(ask("a")).isInstanceOf(Reply.Busy.class);
        assertThat(meters.get("driftline.serving.queue").gauge().value()).isEqualTo(2);
        held.countDown();
        assertThat(inside).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Reply.Answered.class));
        assertThat(ask("a")).isInstanceOf(Reply.Answered.class);
        assertThat(Served.questions(meters, "busy")).isEqualTo(1);
    }

    @Test
    void waitingForAnAnswerIsBounded() {
        tell(1);
        CountDownLatch held = new CountDownLatch(1);
        engine.hold = held;
        Terms hasty = new Terms(new Which.Live(), null, Duration.ofMillis(30), null);
        Ask ask = new Ask(SPAM, question("a").question(), hasty, () -> false);
        assertThat(predictor.ask(ask)).isEqualTo(new Reply.Late(Duration.ofMillis(30)));
        held.countDown();
        assertThat(ask("a")).isInstanceOf(Reply.Answered.class);
    }

    private static Known abstains(long number, double below) {
        return new Known("A", number, true, null, null, null, null, below);
    }

    private void tell(int version) {
        slots.told(new AdapterRecord(header(version), FakeEngine.adapter(version)));
        eventually(slots::settled);
    }

    private static AdapterRecord.Header header(int version) {
        byte[] adapter = FakeEngine.adapter(version);
        return new AdapterRecord.Header(
                SPAM, "A", version, new VersionRef(version, Digest.of(adapter), adapter.length, version * 1000L));
    }

    private CompletableFuture<Reply> later() {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> reply.complete(ask("a")));
        return reply;
    }

    private Reply ask(String... texts) {
        return predictor.ask(question(texts));
    }

    private static Ask question(String... texts) {
        return Ask.plain(
                SPAM, new Question(Arrays.stream(texts).map(Passage::of).toList()));
    }
}

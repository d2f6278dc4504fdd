package dev.driftline.serving.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.learner.Learner;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.wire.InvalidValue;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** On the real base. By its clock all forms take the same time when they are tried, and none later: calls are narrow but for those that try again. */
class ResidentEngineTest {
    private static final List<Passage> TEXTS =
            List.of(Passage.of("where is my parcel"), Passage.of("the card was refused twice"));
    private static final int MANY = 20;
    private static final BaseSettings BASE = new BaseSettings("cpu", 2);
    private static final Clock CLOCK = new Clock();
    private static final ResidentEngine ENGINE = new ResidentEngine(BASE, "fp32", 2, CLOCK);
    private static final Engine.Scorer SCORER = ENGINE.open(adapter()).load(null);

    /** Goes on by a microsecond whenever it is asked, until it is stopped. */
    private static final class Clock implements LongSupplier {
        private volatile boolean stopped;
        private final AtomicLong now = new AtomicLong();

        @Override
        public long getAsLong() {
            return stopped ? now.get() : now.addAndGet(1_000);
        }
    }

    @AfterAll
    static void close() {
        SCORER.close();
        ENGINE.close();
    }

    private static byte[] adapter() {
        CLOCK.stopped = true;
        try (Base base = Base.open(new BaseSettings("cpu", 1));
                Learner learner = Learner.fresh(
                        base, MethodSettings.defaults(AdapterMethod.DORA), List.of("parcel", "card"), 1, null)) {
            for (int step = 0; step < 3; step++) {
                var _ = learner.step(TEXTS, new int[] {0, 1}, step);
            }
            learner.endUpdate();
            return learner.adapter();
        }
    }

    private static List<float[]> answer(boolean alone) {
        List<Engine.Part> parts = ENGINE.read(TEXTS).stream()
                .map(words -> new Engine.Part(SCORER, words))
                .toList();
        return ENGINE.answer(parts, true, alone).rows();
    }

    /** Nanoseconds that the one thread of wide calls has worked, now that it rests: it still works a little when its call is over. */
    private static long wideWork() {
        long before = -1;
        for (long now = worked(); now != before; now = worked()) {
            before = now;
            LockSupport.parkNanos(1_000_000);
        }
        return before;
    }

    private static long worked() {
        var threads = ManagementFactory.getThreadMXBean();
        long id = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().equals("engine-wide"))
                .findFirst()
                .orElseThrow()
                .getThreadId();
        return threads.getThreadCpuTime(id);
    }

    @Test
    void aCallAloneIsMadeByAllThreadsWhenItIsTimeToTryAgainAndAnswersTheSame() {
        List<float[]> beside = answer(false);
        long before = wideWork();
        int wide = 0;
        for (int call = 0; call < Race.AGAIN; call++) {
            List<float[]> alone = answer(true);
            long now = wideWork();
            wide += now > before ? 1 : 0;
            before = now;
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(alone.get(i)).containsExactly(beside.get(i), within(1e-5f));
            }
        }
        assertThat(wide).isEqualTo(1);
    }

    @Test
    void aCallBesideOthersIsNeverMadeByAllThreads() {
        long before = wideWork();
        for (int call = 0; call < MANY; call++) {
            assertThat(answer(false)).hasSize(TEXTS.size());
        }
        assertThat(wideWork()).isEqualTo(before);
    }

    @Test
    void aScorerAsksByItselfWhatTheBatchAnswers() {
        float[][] scores = SCORER.scores(TEXTS);
        List<float[]> batch = answer(false);
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(scores[i]).containsExactly(batch.get(i), within(1e-5f));
        }
    }

    @Test
    void moreLanesThanThreadsAreRefused() {
        assertThatThrownBy(() -> new ResidentEngine(BASE, "fp32", 3, CLOCK))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("driftline.serving.lanes")
                .hasMessageContaining("0..2");
    }
}

package dev.driftline.serving.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Passage;
import dev.driftline.serving.engine.Engine.Scorer;
import dev.driftline.serving.engine.Engine.Words;
import dev.driftline.serving.predict.Pile.Waiting;
import dev.driftline.serving.slots.FakeEngine;
import dev.driftline.serving.slots.FakeEngine.FakeWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PileTest {
    private final Pile pile = new Pile(_ -> true);
    private final Scorer scorer = new FakeEngine().open(FakeEngine.adapter(1)).load(null);

    private static Words words(int tokens) {
        return new FakeWords(Passage.of("x".repeat(tokens)));
    }

    private Ticket ticket(boolean exactly, int... tokens) {
        List<Words> texts = IntStream.of(tokens).mapToObj(PileTest::words).toList();
        return new Ticket(scorer, texts, exactly, () -> false);
    }

    private static BatchLimits limits(int texts, int tokens) {
        return new BatchLimits(texts, tokens, 1024, Duration.ZERO);
    }

    @Test
    void aCallTakesTextsOfLikeLengthAndTheEldestFirst() {
        Ticket eldest = ticket(false, 40);
        pile.add(eldest, 1);
        pile.add(ticket(false, 9, 33, 100), 2);
        pile.add(ticket(false, 39, 25), 3);
        assertThat(pile.next(limits(32, 2048))).extracting(Waiting::tokens).containsExactly(40, 33, 39, 25);
        assertThat(pile.next(limits(32, 2048))).extracting(Waiting::tokens).containsExactly(9);
        assertThat(pile.next(limits(32, 2048))).extracting(Waiting::tokens).containsExactly(100);
        assertThat(pile.next(limits(32, 2048))).isEmpty();
        assertThat(pile.isEmpty()).isTrue();
        assertThat(pile.tokens()).isZero();
    }

    @Test
    void aCallIsBoundedByTextsAndByTokensWithTheirPadding() {
        pile.add(ticket(false, 17, 17, 17, 17, 17, 17), 1);
        assertThat(pile.next(limits(2, 2048))).hasSize(2);
        assertThat(pile.next(limits(32, 3 * 24))).hasSize(3);
        assertThat(pile.next(limits(32, 1))).as("one at least").hasSize(1);
    }

    @Test
    void whatMustBeExactSharesNoCallWithWhatNeedNot() {
        pile.add(ticket(false, 8, 8), 1);
        pile.add(ticket(true, 8, 8), 2);
        assertThat(pile.next(limits(32, 2048)))
                .hasSize(2)
                .noneMatch(one -> one.ticket().exactly());
        assertThat(pile.next(limits(32, 2048)))
                .hasSize(2)
                .allMatch(one -> one.ticket().exactly());
    }

    @Test
    void aLongQuestionHoldsUpNobodyForLong() {
        pile.add(
                ticket(
                        false,
                        Collections.nCopies(256, 8).stream()
                                .mapToInt(Integer::intValue)
                                .toArray()),
                0);
        Ticket late = ticket(false, 8);
        pile.add(late, 30_000_000);
        List<Waiting> before = new ArrayList<>();
        for (List<Waiting> call = pile.next(limits(16, 2048)); ; call = pile.next(limits(16, 2048))) {
            before.addAll(call);
            if (call.stream().anyMatch(one -> one.ticket() == late)) {
                break;
            }
        }
        assertThat(before).hasSizeLessThanOrEqualTo(48);
    }

    @Test
    void ofTwoLongQuestionsTheFirstIsAnsweredFirst() {
        int[] many =
                Collections.nCopies(64, 8).stream().mapToInt(Integer::intValue).toArray();
        Ticket first = ticket(false, many);
        Ticket second = ticket(false, many);
        pile.add(first, 0);
        pile.add(second, 1);
        List<Waiting> order = new ArrayList<>();
        while (!pile.isEmpty()) {
            order.addAll(pile.next(limits(16, 2048)));
        }
        assertThat(order.subList(0, 64)).allMatch(one -> one.ticket() == first);
        assertThat(order).hasSize(128);
    }

    @Test
    void aLongQuestionIsNotKeptByLongOnesThatWereAnsweredLongAgo() {
        int[] many =
                Collections.nCopies(64, 8).stream().mapToInt(Integer::intValue).toArray();
        for (int round = 0; round < 200; round++) {
            pile.add(ticket(false, many), round);
        }
        while (pile.size() > 1) {
            pile.next(limits(1, 2048));
        }
        Ticket next = ticket(false, many);
        pile.add(next, 1_000);
        Ticket later = ticket(false, 8);
        pile.add(later, 1_500_000_000);
        List<Ticket> order = new ArrayList<>();
        while (!pile.isEmpty()) {
            pile.next(limits(16, 2048)).forEach(one -> order.add(one.ticket()));
        }
        assertThat(order.indexOf(next)).isLessThan(order.indexOf(later));
        assertThat(order).hasSize(1 + 64 + 1);
    }

    @Test
    void thoseWhoLeftAreNotAnswered() {
        AtomicBoolean gone = new AtomicBoolean();
        pile.add(new Ticket(scorer, List.of(words(8)), false, gone::get), 1);
        Ticket late = ticket(false, 8);
        pile.add(late, 2);
        pile.add(ticket(false, 90), 3);
        gone.set(true);
        late.await(Duration.ofNanos(1));
        assertThat(pile.next(limits(32, 2048))).extracting(Waiting::tokens).containsExactly(90);
    }
}

package dev.driftline.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.Gate;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.example.Passage;
import dev.driftline.trainer.step.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Policy BY_FOUR = new Policy(4, null, Gate.FAST);
    private static final Policy BY_FOUR_OR_TWO_SECONDS = new Policy(4, Duration.ofSeconds(2), Gate.FAST);

    @Test
    void aWindowIsDueAtItsCountWithTheExamCounted() {
        assertThat(Cut.decide(waiting("tte"), BY_FOUR, 0, true)).isInstanceOf(Cut.Wait.class);
        assertThat(Cut.decide(waiting("ttet"), BY_FOUR, 0, true)).isEqualTo(new Cut.Due(4));
        assertThat(Cut.decide(waiting("ttettttttttt"), BY_FOUR, 0, false)).isEqualTo(new Cut.Due(4));
    }

    @Test
    void aWindowWithoutATrainingExampleStaysOpenAndJoinsTheNext() {
        assertThat(Cut.decide(waiting("eeee"), BY_FOUR, 0, true)).isInstanceOf(Cut.Wait.class);
        assertThat(Cut.decide(waiting("eeeet"), BY_FOUR, 0, true)).isInstanceOf(Cut.Wait.class);
        assertThat(Cut.decide(waiting("eeeettet"), BY_FOUR, 0, true)).isEqualTo(new Cut.Due(8));
        assertThat(Cut.decide(waiting("eeeeteee"), BY_FOUR, 0, true)).isEqualTo(new Cut.Due(8));
    }

    @Test
    void soManyExamExamplesThatNoneWillComeAreGivenUp() {
        assertThat(Cut.decide(waiting("e".repeat(Cut.MOST_OPEN)), BY_FOUR, 0, true))
                .isEqualTo(new Cut.GiveUp(Cut.MOST_OPEN));
    }

    @Test
    void ageCountsFromReadingTheFirstExampleAndTakesAllThatWasRead() {
        List<Waiting> read = List.of(at(10, 0, false), at(11, SECOND, false), at(12, 3 * SECOND, true));
        assertThat(Cut.decide(read.subList(0, 2), BY_FOUR_OR_TWO_SECONDS, SECOND, true))
                .isEqualTo(new Cut.Wait(2 * SECOND, "waiting for 2 more examples or 1.0 s"));
        assertThat(Cut.decide(read, BY_FOUR_OR_TWO_SECONDS, 3 * SECOND, true)).isEqualTo(new Cut.Due(3));
    }

    @Test
    void ageSaysNothingBeforeTheReaderHasCaughtUp() {
        assertThat(Cut.decide(waiting("tt"), BY_FOUR_OR_TWO_SECONDS, 100 * SECOND, false))
                .isInstanceOf(Cut.Wait.class);
    }

    @Test
    void anExamExampleThatGrewOldAloneWaitsForTheAgeOfWhatComesNext() {
        List<Waiting> read = List.of(at(0, 0, true), at(1, 10 * SECOND, false));
        assertThat(Cut.decide(read.subList(0, 1), BY_FOUR_OR_TWO_SECONDS, 5 * SECOND, true))
                .isInstanceOfSatisfying(
                        Cut.Wait.class, wait -> assertThat(wait.untilNanos()).isEqualTo(Long.MAX_VALUE));
        assertThat(Cut.decide(read, BY_FOUR_OR_TWO_SECONDS, 11 * SECOND, true))
                .isInstanceOfSatisfying(
                        Cut.Wait.class, wait -> assertThat(wait.untilNanos()).isEqualTo(12 * SECOND));
        assertThat(Cut.decide(read, BY_FOUR_OR_TWO_SECONDS, 12 * SECOND, true)).isEqualTo(new Cut.Due(2));
    }

    @Test
    void withAgeOffTheSameRecordsAreCutTheSameHoweverTheyArrive() {
        for (long seed = 0; seed < 200; seed++) {
            Chance chance = Chance.of(seed, "cut");
            List<Waiting> all = new ArrayList<>();
            int records = 50 + chance.below(200);
            for (int i = 0; i < records; i++) {
                all.add(at(3L * i, 0, chance.below(10) < 4));
            }
            List<Integer> atOnce = cutAll(all, records, chance);
            List<Integer> inPieces = cutAll(all, 7, chance);
            assertThat(inPieces).as("seed " + seed).isEqualTo(atOnce);
        }
    }

    /** Sizes of the windows when at most {@code most} new records arrive between two looks. */
    private static List<Integer> cutAll(List<Waiting> all, int most, Chance chance) {
        List<Integer> sizes = new ArrayList<>();
        List<Waiting> waiting = new ArrayList<>();
        int read = 0;
        while (read < all.size()) {
            int more = Math.min(1 + chance.below(most), all.size() - read);
            waiting.addAll(all.subList(read, read + more));
            read += more;
            while (Cut.decide(waiting, BY_FOUR, chance.next(), true) instanceof Cut.Due due) {
                assertThat(waiting.subList(0, due.examples())).anyMatch(one -> !one.exam());
                sizes.add(due.examples());
                waiting.subList(0, due.examples()).clear();
            }
        }
        return sizes;
    }

    private static List<Waiting> waiting(String pattern) {
        List<Waiting> all = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            all.add(at(i, 0, pattern.charAt(i) == 'e'));
        }
        return all;
    }

    private static Waiting at(long offset, long readNanos, boolean exam) {
        return new Waiting(offset, 0, exam, Instant.EPOCH, readNanos, 0, Passage.of("text"));
    }
}

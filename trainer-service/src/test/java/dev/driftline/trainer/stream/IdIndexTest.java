package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.example.Example;
import dev.driftline.contracts.example.ExampleReader;
import dev.driftline.contracts.example.Reading;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.step.Chance;
import dev.driftline.trainer.stream.IdIndex.Kind;
import dev.driftline.trainer.stream.IdIndex.Sighting;
import org.junit.jupiter.api.Test;

class IdIndexTest {
    private final IdIndex ids = new IdIndex();

    @Test
    void anIdIsKnownForExactlyItsReach() {
        assertThat(ids.note(0, example("a", "1", "rain")).since(0)).isEqualTo(Kind.NEW);
        assertThat(ids.note(1, example("a", "2", "rain")).since(0)).isEqualTo(Kind.NEW);
        assertThat(ids.note(IdIndex.REACH, example("a", "1", "rain")).since(0)).isEqualTo(Kind.SAME);
        assertThat(ids.note(IdIndex.REACH + 2, example("a", "2", "rain")).since(0))
                .isEqualTo(Kind.NEW);
    }

    @Test
    void aDuplicateIsAnOccurrenceToo() {
        for (long i = 0; i < 5; i++) {
            assertThat(ids.note(i * IdIndex.REACH, example("a", "1", "rain")).since(0))
                    .isEqualTo(i == 0 ? Kind.NEW : Kind.SAME);
        }
        assertThat(ids.size()).isEqualTo(1);
    }

    @Test
    void domainsAndContentsAreToldApart() {
        ids.note(0, example("a", "1", "rain"));
        assertThat(ids.note(1, example("b", "1", "rain")).since(0)).isEqualTo(Kind.NEW);
        assertThat(ids.note(2, example("a", "1", "sun")).since(0)).isEqualTo(Kind.OTHER_CONTENT);
    }

    @Test
    void whatWasSentBeforeIsADuplicateAlsoAfterAConflict() {
        assertThat(ids.note(0, example("a", "1", "rain")).since(0)).isEqualTo(Kind.NEW);
        assertThat(ids.note(1, example("a", "1", "sun")).since(0)).isEqualTo(Kind.OTHER_CONTENT);
        assertThat(ids.note(2, example("a", "1", "rain")).since(0)).isEqualTo(Kind.SAME);
        assertThat(ids.note(3, example("a", "1", "sun")).since(0)).isEqualTo(Kind.SAME);
        assertThat(ids.note(3 + IdIndex.REACH, example("a", "1", "rain")).since(0))
                .isEqualTo(Kind.OTHER_CONTENT);
    }

    @Test
    void anIndexThatBeganItsReachAgoSaysTheSame() {
        for (long seed = 0; seed < 5; seed++) {
            Chance chance = Chance.of(seed, "ids");
            IdIndex late = new IdIndex();
            IdIndex whole = new IdIndex();
            int start = 70_000;
            for (int offset = 0; offset < start + 2_000; offset++) {
                Example example = example("a", "id " + chance.below(30_000), chance.below(40) == 0 ? "sun" : "rain");
                Sighting all = whole.note(offset, example);
                if (offset >= start - IdIndex.REACH) {
                    Sighting some = late.note(offset, example);
                    assertThat(offset < start || some.equals(all))
                            .as("seed " + seed)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatOccurredBeforeTheDomainBeganDoesNotCount() {
        ids.note(10, example("a", "1", "rain"));
        ids.note(11, example("a", "2", "rain"));
        assertThat(ids.note(20, example("a", "1", "rain")).since(15)).isEqualTo(Kind.NEW);
        assertThat(ids.note(21, example("a", "2", "sun")).since(15)).isEqualTo(Kind.NEW);
        assertThat(ids.note(22, example("a", "2", "sun")).since(15)).isEqualTo(Kind.SAME);
        assertThat(ids.note(23, example("a", "2", "rain")).since(15)).isEqualTo(Kind.OTHER_CONTENT);
    }

    @Test
    void itHoldsNoMoreThanItsReach() {
        for (int i = 0; i < IdIndex.REACH + 1_000; i++) {
            ids.note(i, example("a", "id " + i, "rain"));
        }
        assertThat(ids.size()).isEqualTo(IdIndex.REACH + 1);
    }

    private static Example example(String domain, String id, String label) {
        return ((Reading.Accepted) ExampleReader.read(Samples.record(domain, id, "it is wet", label))).example();
    }
}

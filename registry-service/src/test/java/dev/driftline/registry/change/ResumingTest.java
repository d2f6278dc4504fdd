package dev.driftline.registry.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.window.LogMark;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.registry.place.Offsets;
import dev.driftline.registry.place.TopicDescription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResumingTest {
    private static final Place PLACE = Samples.PLACE;
    private static final LogMark MARK = Samples.mark(100);
    private static final DomainState AT_100 = Fold.next(
            Fold.first(Samples.SPAM, "n1", Samples.created(90)),
            new LedgerEvent.Withheld(
                    new Exclusion(new Interval(PLACE.topicId(), PLACE.partition(), 90, 100), "not finite"), MARK));

    @Test
    void anUnchangedLogGoesOnWhereItStood() {
        assertThat(decide("topic-one", 0, 100, MARK)).isEqualTo(new LedgerEvent.Continued(PLACE, false, 100));
        assertThat(decide("topic-one", 0, 250, MARK)).isEqualTo(new LedgerEvent.Continued(PLACE, false, 100));
    }

    @Test
    void anotherTopicIsReadFromItsBeginning() {
        Place another = new Place("examples", "topic-two", PLACE.partition());
        assertThat(decide("topic-two", 7, 300, MARK)).isEqualTo(new LedgerEvent.Continued(another, true, 7));
    }

    @Test
    void aShortenedLogGoesOnAtItsEnd() {
        assertThat(decide("topic-one", 0, 99, null)).isEqualTo(new LedgerEvent.Continued(PLACE, true, 99));
    }

    @Test
    void aLogThatWasShortenedAndGrewAgainGoesOnAtItsEnd() {
        LogMark other = new LogMark(99, MARK.timestampMillis(), Digest.of(new byte[] {9}));
        LogMark later = new LogMark(99, MARK.timestampMillis() + 1, MARK.hash());
        assertThat(decide("topic-one", 0, 250, other)).isEqualTo(new LedgerEvent.Continued(PLACE, true, 250));
        assertThat(decide("topic-one", 0, 250, later)).isEqualTo(new LedgerEvent.Continued(PLACE, true, 250));
        assertThat(decide("topic-one", 0, 250, null)).isEqualTo(new LedgerEvent.Continued(PLACE, true, 250));
    }

    @Test
    void whenOldRecordsWereDeletedNoneThatIsLeftIsSkipped() {
        assertThat(decide("topic-one", 100, 250, null)).isEqualTo(new LedgerEvent.Continued(PLACE, true, 100));
        assertThat(decide("topic-one", 130, 250, null)).isEqualTo(new LedgerEvent.Continued(PLACE, true, 130));
    }

    @Test
    void aDomainThatCutNothingYetHasNoMarkToMiss() {
        DomainState fresh = Fold.first(Samples.SPAM, "n1", Samples.created(90));
        TopicDescription topic = new TopicDescription("examples", "topic-one", 16);
        assertThat(Resuming.decide(fresh, topic, new Offsets(0, 95), null))
                .isEqualTo(new LedgerEvent.Continued(PLACE, false, 90));
    }

    private static LedgerEvent.Continued decide(String topicId, long beginning, long end, @Nullable LogMark found) {
        TopicDescription topic = new TopicDescription("examples", topicId, 16);
        return Resuming.decide(AT_100, topic, new Offsets(beginning, end), found);
    }
}

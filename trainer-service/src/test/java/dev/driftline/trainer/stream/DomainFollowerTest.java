package dev.driftline.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.Samples;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DomainFollowerTest {
    private static final TopicPartition PLACE = new TopicPartition(Topics.DOMAINS, 0);
    private static final DomainState FIRST = Samples.byCount("weather", 4);
    private static final DomainState SECOND = Fold.next(FIRST, new LedgerEvent.Stopped("a test"));

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final FakeLog log = new FakeLog();
    private final List<DomainState> heard = new CopyOnWriteArrayList<>();
    private final DomainFollower follower = new DomainFollower(() -> consumer, log, heard::add);

    @AfterEach
    void end() {
        follower.end();
    }

    @Test
    void anOlderStateOfALedgerIsNeverHeard() {
        follower.take(SECOND);
        follower.take(FIRST);
        follower.take(SECOND);
        assertThat(heard).containsExactly(SECOND);
        assertThat(follower.state(FIRST.domain())).isEqualTo(SECOND);
    }

    @Test
    void aDomainCreatedAnewIsAnotherLedger() {
        DomainState anew = Fold.first(
                FIRST.domain(),
                "another ledger",
                new LedgerEvent.Created(FIRST.spec(), FIRST.place(), FIRST.seed(), 40));
        follower.take(SECOND);
        follower.take(anew);
        assertThat(follower.state(FIRST.domain())).isEqualTo(anew);
    }

    @Test
    void catchingUpReturnsOnceEverythingToldBeforeIsKnown() {
        consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
        byte[] value = Json.bytes(FIRST);
        log.add(0, value);
        log.add(0, new byte[] {'?'});
        consumer.schedulePollTask(() -> {
            consumer.addRecord(new ConsumerRecord<>(Topics.DOMAINS, 0, 0, new byte[0], value));
            consumer.addRecord(new ConsumerRecord<>(Topics.DOMAINS, 0, 1, new byte[0], new byte[] {'?'}));
        });
        Thread thread = Thread.ofPlatform().daemon().start(follower);
        follower.catchUp();
        assertThat(follower.state(FIRST.domain())).isEqualTo(FIRST);
        assertThat(thread.isAlive()).isTrue();
    }
}

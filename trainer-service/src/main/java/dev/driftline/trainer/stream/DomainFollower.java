package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Follows topic {@code domains} on a thread of its own; never goes back within one ledger. */
final class DomainFollower implements Domains, Runnable {
    private static final Logger LOG = Logger.getLogger("trainer");
    private static final TopicPartition PLACE = new TopicPartition(Topics.DOMAINS, 0);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CATCH_UP = Duration.ofSeconds(20);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Log log;
    private final java.util.function.Consumer<DomainState> hear;
    private final Map<DomainName, DomainState> states = new ConcurrentHashMap<>();
    private final Object moved = new Object();
    private long position;
    private volatile boolean ending;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /**
     * @param consumers makes a consumer without a group
     * @param hear is given every state that is newer than the one before it
     */
    DomainFollower(
            Supplier<Consumer<byte[], byte[]>> consumers, Log log, java.util.function.Consumer<DomainState> hear) {
        this.consumers = consumers;
        this.log = log;
        this.hear = hear;
    }

    @Override
    public @Nullable DomainState state(DomainName domain) {
        return states.get(domain);
    }

    @Override
    public void run() {
        while (!ending) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("trainer.domains ended");
            } catch (KafkaException e) {
                LOG.warnf("trainer.domains trouble=%s", e.getMessage());
                rest();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        consumer.assign(Set.of(PLACE));
        consumer.seekToBeginning(Set.of(PLACE));
        while (!ending) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            reached(consumer.position(PLACE));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            take(Json.read(value, DomainState.class));
        } catch (InvalidValue e) {
            LOG.errorf("trainer.domains offset=%d unreadable=%s", record.offset(), e.getMessage());
        }
    }

    void take(DomainState told) {
        DomainState known = states.get(told.domain());
        if (known == null || !known.ledgerId().equals(told.ledgerId()) || told.number() > known.number()) {
            hear.accept(told); // first: an example of a domain that is known here must find its lane
            states.put(told.domain(), told);
        }
    }

    private void reached(long offset) {
        synchronized (moved) {
            position = offset;
            moved.notifyAll();
        }
    }

    @Override
    public void catchUp() {
        long end = log.bounds(Topics.DOMAINS, 0).end();
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        synchronized (moved) {
            while (position < end) {
                long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    throw new LogAway("domains is read to " + position + " of " + end + " only");
                }
                try {
                    moved.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new LogAway("interrupted while domains was read", e);
                }
            }
        }
    }

    void end() {
        ending = true;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

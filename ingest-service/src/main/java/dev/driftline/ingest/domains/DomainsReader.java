package dev.driftline.ingest.domains;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.ingest.broker.BrokerAway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads `domains` from its beginning, for ever, on a thread of its own, which alone touches the consumers. Each round
 * takes the topic's end, reads up to it, and tells those who wait for an end at least as late; then it rests until
 * something comes or somebody asks.
 */
public final class DomainsReader implements Domains, AutoCloseable {
    private static final Logger LOG = Logger.getLogger("ingest");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DOMAINS, 0);
    private static final Duration REST = Duration.ofMillis(250);
    private static final Duration BROKER_WAIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> records;
    private final Consumer<byte[], byte[]> ends;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final DomainBook book = new DomainBook();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private boolean read;
    private long readSinceNanos;
    private volatile boolean closed;
    private boolean resting;
    private boolean asked;
    private boolean away;

    /**
     * Starts to read.
     *
     * @param consumers makes consumers without a group, reading from the earliest record. Two are used, because a
     *     question for the topic's end waits behind the fetch that a broker holds open on the same connection
     * @param patience how long {@link #readTo} waits at most
     */
    public DomainsReader(Supplier<Consumer<byte[], byte[]>> consumers, Duration patience, LongSupplier nanoTime) {
        this.records = consumers.get();
        this.ends = consumers.get();
        this.patience = patience;
        this.nanoTime = nanoTime;
        records.assign(List.of(PARTITION));
        records.seekToBeginning(List.of(PARTITION));
        thread = Thread.ofPlatform().daemon().name("domains").start(this::run);
    }

    @Override
    public Optional<DomainState> find(DomainName domain) {
        return book.find(domain);
    }

    @Override
    public void readTo(long sinceNanos) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!isReadSince(sinceNanos)) {
                ask();
                if (left <= 0) {
                    throw new BrokerAway("topic " + Topics.DOMAINS + " could not be read to its end within "
                            + patience.toMillis() + " ms: come again");
                }
                left = advanced.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerAway("interrupted while reading " + Topics.DOMAINS, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isReady() {
        lock.lock();
        try {
            return read;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        records.wakeup();
        try {
            thread.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReadSince(long sinceNanos) {
        return read && readSinceNanos - sinceNanos >= 0;
    }

    /** Ends a rest, or keeps the next from beginning. Holds the lock. */
    private void ask() {
        asked = true;
        if (resting) {
            resting = false;
            records.wakeup();
        }
    }

    private void run() {
        try (records;
                ends) {
            while (!closed) {
                round();
            }
        }
    }

    private void round() {
        try {
            long began = nanoTime.getAsLong();
            long end = Objects.requireNonNull(
                    ends.endOffsets(List.of(PARTITION), BROKER_WAIT).get(PARTITION));
            while (records.position(PARTITION, BROKER_WAIT) < end && !closed) {
                records.poll(REST).forEach(this::take);
            }
            tell(began);
            if (mayRest()) {
                records.poll(REST).forEach(this::take);
            }
        } catch (WakeupException e) {
            LOG.tracef("domains.asked closed=%s", closed);
        } catch (KafkaException e) {
            missed(e);
        }
    }

    private boolean mayRest() {
        lock.lock();
        try {
            resting = !asked;
            asked = false;
            return resting;
        } finally {
            lock.unlock();
        }
    }

    private void tell(long began) {
        if (away) {
            away = false;
            LOG.info("domains.back");
        }
        lock.lock();
        try {
            if (!read) {
                LOG.info("domains.ready");
            }
            read = true;
            readSinceNanos = began;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void missed(KafkaException e) {
        if (!away) {
            away = true;
            LOG.warnf("domains.away trying-again=true reason=%s", e.getMessage());
        }
        try {
            TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                book.remove(new DomainName(new String(record.key(), StandardCharsets.UTF_8)));
            } else {
                book.put(Json.read(record.value(), DomainState.class));
            }
        } catch (InvalidValue e) {
            LOG.errorf("domains.unreadable offset=%d reason=%s", record.offset(), e.getMessage());
        }
    }
}

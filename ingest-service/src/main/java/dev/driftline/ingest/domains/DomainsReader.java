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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads `domains` from its beginning, for ever, on a thread of its own, which alone touches the consumer. Each round
 * takes the topic's end, reads up to it, and tells those who wait for an end at least as late.
 */
public final class DomainsReader implements Domains, AutoCloseable {
    private static final Logger LOG = Logger.getLogger("ingest");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DOMAINS, 0);
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration BROKER_WAIT = Duration.ofSeconds(2);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration wait;
    private final LongSupplier nanoTime;
    private final DomainBook book = new DomainBook();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private boolean read;
    private long readSinceNanos;
    private volatile boolean closed;
    private boolean away;

    /**
     * Starts to read.
     *
     * @param consumer without a group, reading from the earliest record; owned from here on
     * @param wait how long {@link #readTo} waits at most
     */
    public DomainsReader(Consumer<byte[], byte[]> consumer, Duration wait, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.wait = wait;
        this.nanoTime = nanoTime;
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
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
            long left = wait.toNanos();
            while (!isReadSince(sinceNanos)) {
                consumer.wakeup();
                if (left <= 0) {
                    throw new BrokerAway("topic " + Topics.DOMAINS + " could not be read to its end within "
                            + wait.toMillis() + " ms");
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
        consumer.wakeup();
        try {
            thread.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReadSince(long sinceNanos) {
        return read && readSinceNanos - sinceNanos >= 0;
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                round();
            }
        }
    }

    private void round() {
        try {
            long began = nanoTime.getAsLong();
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(PARTITION), BROKER_WAIT).get(PARTITION));
            while (consumer.position(PARTITION, BROKER_WAIT) < end && !closed) {
                consumer.poll(ROUND).forEach(this::take);
            }
            tell(began);
            consumer.poll(ROUND).forEach(this::take);
        } catch (WakeupException e) {
            LOG.tracef("domains.woken closed=%s", closed);
        } catch (KafkaException e) {
            missed(e);
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
            TimeUnit.MILLISECONDS.sleep(ROUND.toMillis());
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

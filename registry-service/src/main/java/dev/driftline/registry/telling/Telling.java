package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.registry.blob.Blobs;
import dev.driftline.registry.fault.Fault;
import dev.driftline.registry.ledger.Ledger;
import dev.driftline.registry.place.BrokerAway;
import dev.driftline.registry.place.BrokerSettings;
import dev.driftline.registry.place.ExampleLog;
import dev.driftline.registry.store.StoreAway;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the topics true to the ledgers. One loop a domain tells what is new; a repair, at start and on a timer, compares
 * every ledger with the last records in the topics. Before the first repair nothing is told: nobody knows what was.
 */
public final class Telling implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Telling.class);
    private static final int LOOPS_AT_ONCE = 16;

    private final Ledger ledger;
    private final Blobs blobs;
    private final Board board;
    private final ExampleLog log;
    private final Fault fault;
    private final Pause pause;
    private final Duration repairEvery;
    private final AtomicLong hearing = new AtomicLong();
    private final Map<DomainName, TellingLoop> loops = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(LOOPS_AT_ONCE);
    private int failures;
    private volatile boolean heardOnce;
    private volatile @Nullable String trouble = "the topics have not been read yet";

    /** Tells a real broker. */
    public static Telling over(
            BrokerSettings broker, ExampleLog log, Ledger ledger, Blobs blobs, Fault fault, TellingSettings settings) {
        return new Telling(ledger, blobs, KafkaBoard.of(broker, log), log, fault, settings);
    }

    Telling(Ledger ledger, Blobs blobs, Board board, ExampleLog log, Fault fault, TellingSettings settings) {
        this.ledger = ledger;
        this.blobs = blobs;
        this.board = board;
        this.log = log;
        this.fault = fault;
        pause = new Pause(settings.pauseFrom(), settings.pauseTo());
        repairEvery = settings.repairEvery();
    }

    /** Begins: repairs at once, then on the timer; while the broker or the store is away, again and again. */
    public void start() {
        threads.execute(this::repairAndGoOn);
    }

    /** There is a new entry. Returns at once. */
    public void nudge(DomainName domain, long number) {
        TellingLoop loop = loop(domain);
        loop.mayKnow(number);
        if (heardOnce) {
            loop.nudge();
        }
    }

    /** Waits until the topics were told of entry {@code number}; false when that took too long. */
    public boolean awaitTold(DomainName domain, long number, Duration atMost) {
        return loop(domain).awaitDone(number, atMost);
    }

    /** Why the topics cannot be told now; nothing while they can. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Entries that are in ledgers and not yet told, over all domains. */
    public long lag() {
        return loops.values().stream().mapToLong(TellingLoop::lag).sum();
    }

    /** Compares every ledger with the topics and lets the loops tell what is missing. */
    void repair() {
        fault.parkIfReached();
        if (!heardOnce) {
            log.ensureTopics();
        }
        long mine = hearing.incrementAndGet();
        Heard heard = board.hear();
        ledger.discover();
        for (DomainName domain : ledger.domains()) {
            loop(domain).compare(heard, mine);
        }
        heardOnce = true;
        loops.values().forEach(TellingLoop::nudge);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        board.close();
    }

    private void repairAndGoOn() {
        Duration next = pause.to();
        try {
            next = tryRepair();
        } finally {
            CompletableFuture.delayedExecutor(next.toMillis(), TimeUnit.MILLISECONDS, threads)
                    .execute(this::repairAndGoOn);
        }
    }

    /** Answers when the next repair is due. */
    private Duration tryRepair() {
        try {
            repair();
            if (trouble != null) {
                LOG.infof("telling.ready domains=%d", loops.size());
            }
            trouble = null;
            failures = 0;
            return repairEvery;
        } catch (BrokerAway | StoreAway e) {
            if (failures++ == 0) {
                LOG.warnf("telling.away error=\"%s\"", e.getMessage());
            }
            trouble = e.getMessage();
        } catch (Throwable e) { // an Error too: a repair that is not followed by another leaves the topics untrue
            failures++;
            trouble = e.toString();
            LOG.errorf(e, "telling.repair-failed");
        }
        return pause.after(failures);
    }

    private TellingLoop loop(DomainName domain) {
        return loops.computeIfAbsent(
                domain,
                name -> new TellingLoop(
                        new DomainTelling(name, ledger, blobs, board, fault, hearing), pause, threads, atOnce));
    }
}

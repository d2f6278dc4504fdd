package dev.driftline.trainer.window;

import dev.driftline.contracts.domain.BidoraSettings;
import dev.driftline.contracts.domain.Policy;
import dev.driftline.contracts.domain.Validation;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.window.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One domain's queue between reader and training. Not for several threads: guarded by {@link Lanes}' lock. */
final class Lane {
    private static final long NOTHING = -1;
    private static final int FEWEST_KEPT = 2_048;

    private DomainState state;
    private final TextBudget texts;
    private final List<Waiting> waiting = new ArrayList<>();
    private int trailingDuplicates;
    private long unreadFrom = NOTHING;
    /** Read by the channel while a refill is under way, from where that will end. */
    private final List<Arrival> behind = new ArrayList<>();

    private long refillTo = NOTHING;
    private boolean opened;
    private @Nullable String activity;
    private @Nullable String trouble;
    private long retryNanos;

    Lane(DomainState state, TextBudget texts) {
        this.state = state;
        this.texts = texts;
    }

    DomainState state() {
        return state;
    }

    boolean running() {
        return state.stopped() == null;
    }

    List<Waiting> waiting() {
        return waiting;
    }

    /** Duplicates that were read behind the last accepted example. */
    int trailingDuplicates() {
        return trailingDuplicates;
    }

    /** Takes a newer state; what the domain already holds below its position is forgotten. */
    void move(DomainState newer) {
        boolean sameLedger = newer.ledgerId().equals(state.ledgerId());
        if (sameLedger && newer.number() <= state.number()) {
            return;
        }
        boolean sameLog = sameLedger
                && newer.logGeneration() == state.logGeneration()
                && newer.place().equals(state.place());
        boolean continued = sameLedger && newer.stopped() == null && (!sameLog || !running());
        state = newer;
        if (continued) {
            readAgain(newer.position());
            opened = false;
        } else if (!sameLog || !running()) {
            begin();
        } else {
            dropBelow(newer.position());
        }
    }

    private void dropBelow(long position) {
        int gone = 0;
        while (gone < waiting.size() && waiting.get(gone).offset() < position) {
            gone++;
        }
        waiting.subList(0, gone).forEach(texts::release);
        waiting.subList(0, gone).clear();
        if (unreadFrom != NOTHING) {
            unreadFrom = Math.max(unreadFrom, position);
        }
    }

    /** The channel begins again, at or below everything that is still to be read. */
    void begin() {
        forget();
        unreadFrom = NOTHING;
        opened = false;
    }

    private void forget() {
        waiting.forEach(texts::release);
        waiting.clear();
        trailingDuplicates = 0;
        endRefill();
    }

    private void endRefill() {
        behind.clear();
        refillTo = NOTHING;
    }

    /** Everything from {@code offset} on is to be read by offset. */
    void readAgain(long offset) {
        forget();
        unreadFrom = offset;
    }

    boolean unread() {
        return unreadFrom != NOTHING;
    }

    long unreadFrom() {
        return unreadFrom;
    }

    /** Takes what the channel read, unless it is to be read by offset later. */
    void take(Arrival arrival, long nowNanos) {
        if (!running() || arrival.offset() < state.position()) {
            return;
        }
        if (unread()) {
            takeBehind(arrival);
            return;
        }
        if (full()) {
            unreadFrom = arrival.offset();
            return;
        }
        add(arrival, nowNanos);
    }

    /**
     * A refill up to {@code offset}, where the channel is now, begins. What the channel reads meanwhile joins it; else a domain
     * whose partition never rests would be read by offset for ever.
     */
    void beginRefill(long offset) {
        behind.clear();
        refillTo = offset;
    }

    private void takeBehind(Arrival arrival) {
        if (behind.size() == FEWEST_KEPT) {
            endRefill();
        }
        if (refillTo != NOTHING && arrival.offset() >= refillTo) {
            behind.add(arrival.withoutPassage());
        }
    }

    /** Takes what was read by offset in {@code [unreadFrom, upTo)}; {@code next} is how far the channel is. */
    void refill(List<Arrival> arrivals, long upTo, long next, long nowNanos) {
        arrivals.stream().filter(one -> one.offset() >= state.position()).forEach(one -> add(one, nowNanos));
        if (upTo == refillTo) {
            behind.forEach(one -> add(one, nowNanos));
        }
        unreadFrom = upTo == refillTo || upTo >= next ? NOTHING : upTo;
        endRefill();
    }

    private void add(Arrival arrival, long nowNanos) {
        if (arrival.duplicate()) {
            trailingDuplicates++;
            return;
        }
        Waiting one = new Waiting(
                arrival.offset(),
                arrival.row(),
                arrival.exam(),
                arrival.happenedAt(),
                nowNanos,
                trailingDuplicates,
                arrival.passage());
        waiting.add(texts.admit(one));
        trailingDuplicates = 0;
    }

    /** How many more examples it keeps before the rest becomes an interval; a window must fit whatever it takes. */
    int room() {
        int most = Math.max(FEWEST_KEPT, 2 * state.spec().policy().windowCount());
        return Math.max(most - waiting.size(), 0);
    }

    private boolean full() {
        return room() == 0 && !(cut(0, false) instanceof Cut.Wait);
    }

    Cut cut(long nowNanos, boolean caughtUp) {
        boolean allRead = caughtUp && !unread();
        Policy policy = state.spec().policy();
        Interval named = state.nextWindow();
        Cut cut = named == null ? Cut.decide(waiting, policy, nowNanos, allRead) : Ahead.named(waiting, named);
        boolean complete = named != null || Cut.full(waiting, policy.windowCount()) > 0;
        return cut instanceof Cut.Due due && complete && looksAhead()
                ? Ahead.await(due, waiting, policy, nowNanos, allRead)
                : cut;
    }

    /** A window that its age cut short never waits: what follows it cannot be full before such a wait would end. */
    private boolean looksAhead() {
        BidoraSettings levels = state.spec().settings().bidora();
        return levels != null && levels.validation() == Validation.NEXT_WINDOW;
    }

    /** The offset below which nothing of this domain is still to be learned or rejected; {@code read} when all is done. */
    long doneBelow(long read) {
        if (!running()) {
            return read;
        }
        long first = waiting.isEmpty() ? read : waiting.getFirst().offset();
        return Math.min(unread() ? Math.min(first, unreadFrom) : first, read);
    }

    boolean opened() {
        return opened;
    }

    void open() {
        opened = true;
        trouble = null;
    }

    void reopen() {
        opened = false;
    }

    void pause(String why, long untilNanos) {
        trouble = why;
        retryNanos = untilNanos;
        opened = false;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    /** When it may be served again; only while there is trouble. */
    long retryNanos() {
        return retryNanos;
    }

    @Nullable
    String activity() {
        return activity;
    }

    void activity(@Nullable String words) {
        activity = words;
    }
}

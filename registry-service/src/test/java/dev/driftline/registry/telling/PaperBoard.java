package dev.driftline.registry.telling;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.registry.place.BrokerAway;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The told topics on paper: what was told stays, unless a test loses it. */
final class PaperBoard implements Board {
    @SuppressWarnings("ArrayRecordComponent") // a record's bytes, compared by nobody
    record Told(Notice notice, DomainName domain, byte[] value) {
        Seen seen() {
            return Seen.of(notice, value).orElseThrow();
        }
    }

    private final List<Told> all = new CopyOnWriteArrayList<>();
    private volatile boolean allEvents = true;
    private volatile int failAfter = Integer.MAX_VALUE;
    private volatile int mostBytes = Integer.MAX_VALUE;
    private final AtomicReference<@Nullable Error> nextTell = new AtomicReference<>();
    private final AtomicReference<@Nullable Error> nextHear = new AtomicReference<>();

    /** Takes this many notices more, then is away. */
    void failAfter(int count) {
        failAfter = count;
    }

    /** The next telling ends with {@code error}. */
    void failTellWith(Error error) {
        nextTell.set(error);
    }

    /** The next hearing ends with {@code error}. */
    void failHearWith(Error error) {
        nextHear.set(error);
    }

    /** Takes no larger notice. */
    void setMostBytes(int most) {
        mostBytes = most;
    }

    /** Forgets the last notice of a topic, as a broker that lost it. */
    void loseLast(Notice notice) {
        List<Told> ofTopic = of(notice);
        all.remove(ofTopic.getLast());
    }

    void lose(Notice notice) {
        all.removeAll(of(notice));
    }

    void setAllEvents(boolean whole) {
        allEvents = whole;
    }

    void put(Notice notice, DomainName domain, byte[] value) {
        all.add(new Told(notice, domain, value));
    }

    List<Told> of(Notice notice) {
        return all.stream().filter(one -> one.notice() == notice).toList();
    }

    /** Numbers of the entries that a topic was told of, in order. */
    List<Long> numbers(Notice notice) {
        return of(notice).stream().map(one -> one.seen().number()).toList();
    }

    @Override
    public synchronized void tell(Notice notice, DomainName domain, byte[] value) {
        throwIfSet(nextTell);
        if (failAfter-- <= 0) {
            throw new BrokerAway("the broker is away", null);
        }
        if (value.length > mostBytes) {
            throw new TooLargeToTell(notice, new IllegalArgumentException(value.length + " bytes"));
        }
        put(notice, domain, value);
    }

    @Override
    public Heard hear() {
        throwIfSet(nextHear);
        Map<Notice, Map<DomainName, Seen>> last = new EnumMap<>(Notice.class);
        for (Told told : new ArrayList<>(all)) {
            last.computeIfAbsent(told.notice(), notice -> new HashMap<>()).put(told.domain(), told.seen());
        }
        return new Heard(last, allEvents);
    }

    @Override
    public void close() {}

    private static void throwIfSet(AtomicReference<@Nullable Error> next) {
        Error error = next.getAndSet(null);
        if (error != null) {
            throw error;
        }
    }
}

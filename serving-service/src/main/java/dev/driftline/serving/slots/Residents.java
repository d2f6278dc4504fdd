package dev.driftline.serving.slots;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.contracts.domain.DomainName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Who is in memory, within two bounds: adapters and their native bytes. When room is needed a hand goes round like a clock's, forgets one
 * question of each adapter that it passes, and lets the first go that has none left and that nobody reads; so one that is asked often outlives
 * many that are asked once. What is only expected, and not waited for, goes like what nobody reads. Readers take no part in it.
 */
final class Residents {
    private final int most;
    private final long mostBytes;
    /** With the bytes that are expected of each; 0 once its adapter has come. */
    private final LinkedHashMap<Slot, Long> ring = new LinkedHashMap<>();

    private final AtomicLong bytes = new AtomicLong();
    private final Runnable evicted;
    private final Consumer<DomainName> givenUp;

    /**
     * @param evicted told of each that had to go
     * @param givenUp told of each that was only expected, and is so no more
     */
    Residents(int most, long mostBytes, Runnable evicted, Consumer<DomainName> givenUp) {
        unless(most >= 1, "driftline.serving.slots.most", "must be 1 or more");
        unless(mostBytes >= 1, "driftline.serving.slots.memory", "must be 1 byte or more, as in 512M or 1G");
        this.most = most;
        this.mostBytes = mostBytes;
        this.evicted = evicted;
        this.givenUp = givenUp;
    }

    /** Whether an adapter of {@code size} could be here if it were alone. */
    boolean fits(long size) {
        return size <= mostBytes;
    }

    /**
     * Keeps a place for {@code slot}, unless it has one.
     *
     * @param size what its adapter is expected to take
     * @param push whether others must give way
     * @return false: there is no room, or nobody could give way now
     */
    synchronized boolean admit(Slot slot, long size, boolean push) {
        if (ring.containsKey(slot)) {
            return true;
        }
        while (ring.size() >= most || bytes.get() + size > mostBytes) {
            if (!push || !evictOne()) {
                return false;
            }
        }
        ring.putLast(slot, size);
        bytes.addAndGet(size);
        return true;
    }

    /** A slot's adapter has come and takes {@code size}, until {@link #left} says that it went. */
    synchronized void came(Slot slot, long size) {
        Long expected = ring.replace(slot, 0L);
        bytes.addAndGet(expected == null ? size : size - expected);
        while (bytes.get() > mostBytes && evictOne()) {}
    }

    /** Native memory of so many bytes was given back. */
    void left(long size) {
        bytes.addAndGet(-size);
    }

    /** Gives a slot's place up if nothing is in it. */
    synchronized void vacate(Slot slot) {
        Long kept = slot.vacant() ? ring.remove(slot) : null;
        if (kept != null) {
            bytes.addAndGet(-kept);
        }
    }

    synchronized int size() {
        return ring.size();
    }

    /** Of what is loaded and what is expected. */
    long bytes() {
        return bytes.get();
    }

    private boolean evictOne() {
        int asLongAsAnyIsRemembered = ring.size() * (Slot.USES_COUNTED + 1);
        for (int step = 0; step < asLongAsAnyIsRemembered; step++) {
            Map.Entry<Slot, Long> next = ring.pollFirstEntry();
            if (next.getKey().forgotten() && leaves(next.getKey(), next.getValue())) {
                return true;
            }
            ring.putLast(next.getKey(), next.getValue());
        }
        return false;
    }

    private boolean leaves(Slot slot, long expected) {
        if (slot.evict()) {
            evicted.run();
            return true;
        }
        if (expected == 0 || !slot.giveUp()) {
            return false;
        }
        bytes.addAndGet(-expected);
        givenUp.accept(slot.domain());
        return true;
    }
}

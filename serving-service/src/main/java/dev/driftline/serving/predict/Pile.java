package dev.driftline.serving.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Texts that wait for the engine, by length and by whether they must be answered exactly. A call begins with the text that is due first and
 * takes others of like length, so that little is spent on padding. The texts of a long question stand ever further behind, so that it holds up
 * nobody; of two long ones the first is answered first, since side by side both would be late. Not safe for several threads.
 */
final class Pile {
    /** Tokens by which the lengths within a bucket differ at most. */
    static final int BUCKET = 8;

    /** Texts of one question that stand at the same place in the queue, and by how much the next ones stand behind. */
    private static final int ROW = 16;

    private static final long ROW_NANOS = 20_000_000;

    /** By which a long question stands behind the long ones before it, at most: the engine may be through with them long ago. */
    private static final long MOST_BEHIND_NANOS = 1_000_000_000;

    /** A text of a question. */
    record Waiting(Ticket ticket, int place, long due, long number) implements Comparable<Waiting> {
        int tokens() {
            return ticket.texts().get(place).tokens();
        }

        @Override
        public int compareTo(Waiting other) {
            int byDue = Long.compare(due, other.due);
            return byDue != 0 ? byDue : Long.compare(number, other.number);
        }
    }

    /** Texts of like length, asked alike. */
    private record Bucket(boolean exactly, int step) {}

    private final Map<Bucket, PriorityQueue<Waiting>> buckets = new HashMap<>();
    private final Predicate<Boolean> together;
    private long numbers;
    private long longUntil;
    private int size;
    private long tokens;

    /** @param together whether texts that must be answered exactly, and those that need not, are dealt out many at a time */
    Pile(Predicate<Boolean> together) {
        this.together = together;
    }

    /** Texts, those of askers who left included. */
    int size() {
        return size;
    }

    long tokens() {
        return tokens;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Ticket ticket, long now) {
        int texts = ticket.texts().size();
        long first = texts <= ROW || isEmpty() ? now : Math.clamp(longUntil, now, now + MOST_BEHIND_NANOS);
        if (texts > ROW) {
            longUntil = first + (texts - 1) / ROW * ROW_NANOS + 1;
        }
        for (int place = 0; place < texts; place++) {
            Waiting one = new Waiting(ticket, place, first + place / ROW * ROW_NANOS, numbers++);
            buckets.computeIfAbsent(bucket(one), _ -> new PriorityQueue<>()).add(one);
            size++;
            tokens += one.tokens();
        }
    }

    private static Bucket bucket(Waiting one) {
        return new Bucket(one.ticket().exactly(), (one.tokens() + BUCKET - 1) / BUCKET);
    }

    /** Whether what is due first is dealt out with others. */
    boolean together() {
        Bucket first = first();
        return first != null && together.test(first.exactly());
    }

    /** The texts of the next call, all exactly or all not; those whose askers left are dropped on the way. Empty: nothing waits. */
    List<Waiting> next(BatchLimits limits) {
        Bucket first = first();
        List<Waiting> batch = new ArrayList<>();
        while (first != null && batch.isEmpty()) {
            int most = together.test(first.exactly())
                    ? Math.clamp(limits.tokens() / ((long) first.step() * BUCKET), 1, limits.texts())
                    : 1;
            fill(batch, first, most);
            fill(batch, new Bucket(first.exactly(), first.step() - 1), most);
            first = batch.isEmpty() ? first() : first;
        }
        return batch;
    }

    /** The bucket with the text that is due first. */
    private @Nullable Bucket first() {
        Bucket found = null;
        Waiting least = null;
        for (var entry : buckets.entrySet()) {
            Waiting head = entry.getValue().peek();
            if (head != null && (least == null || head.compareTo(least) < 0)) {
                least = head;
                found = entry.getKey();
            }
        }
        return found;
    }

    private void fill(List<Waiting> batch, Bucket from, int most) {
        PriorityQueue<Waiting> bucket = buckets.get(from);
        while (bucket != null && !bucket.isEmpty() && batch.size() < most) {
            Waiting one = bucket.poll();
            size--;
            tokens -= one.tokens();
            if (one.ticket().left()) {
                one.ticket().dropped();
            } else {
                batch.add(one);
            }
        }
    }
}

package dev.driftline.cli.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long each record of a domain took from the client's receipt to the client's first answer that had learned it:
 * the first whose learned-up-to passes the record's offset. Times are nanoseconds of one clock. Many threads may call.
 */
final class Freshness {
    private final TreeMap<Long, Long> receiptNanos = new TreeMap<>();
    private final Map<Long, Long> tookNanos = new HashMap<>();
    private long learnedUpTo;

    /** The client holds the receipt of the record at {@code offset}. */
    synchronized void received(long offset, long nanos) {
        if (offset < learnedUpTo) {
            tookNanos.put(offset, 0L);
        } else {
            receiptNanos.put(offset, nanos);
        }
    }

    /** The client holds an answer of a version that has learned up to {@code upTo}. */
    synchronized void answered(long upTo, long nanos) {
        learnedUpTo = Math.max(learnedUpTo, upTo);
        Iterator<Map.Entry<Long, Long>> learned =
                receiptNanos.headMap(upTo).entrySet().iterator();
        while (learned.hasNext()) {
            Map.Entry<Long, Long> record = learned.next();
            tookNanos.put(record.getKey(), nanos - record.getValue());
            learned.remove();
        }
    }

    /** Records that no answer has learned yet. */
    synchronized int waiting() {
        return receiptNanos.size();
    }

    /** Seconds of every record that an answer has learned. */
    synchronized List<Double> seconds() {
        return seconds(tookNanos.values());
    }

    /** Seconds of those that lie in {@code [from, to)}. */
    synchronized List<Double> seconds(long from, long to) {
        List<Long> chosen = new ArrayList<>();
        tookNanos.forEach((offset, took) -> {
            if (offset >= from && offset < to) {
                chosen.add(took);
            }
        });
        return seconds(chosen);
    }

    /** The nearest-rank percentile; NaN of nothing. */
    static double percentile(List<Double> values, int percent) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static List<Double> seconds(Collection<Long> nanos) {
        return nanos.stream().map(one -> one / 1e9).toList();
    }
}

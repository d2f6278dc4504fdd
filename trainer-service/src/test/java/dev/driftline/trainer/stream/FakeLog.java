package dev.driftline.trainer.stream;

import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.Samples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A topic in memory. */
public final class FakeLog implements Log {
    private final Map<Integer, List<RawRecord>> partitions = new TreeMap<>();
    private final Map<Integer, Long> starts = new TreeMap<>();
    private final Map<Integer, Long> silentEnds = new TreeMap<>();
    private String topicId = Samples.TOPIC_ID;
    private int away;

    /** Adds a record and returns it. */
    public RawRecord add(int partition, byte[] value) {
        List<RawRecord> records = partitions.computeIfAbsent(partition, number -> new ArrayList<>());
        long offset = end(partition);
        silentEnds.remove(partition);
        RawRecord record = new RawRecord(Topics.EXAMPLES, partition, offset, 1_000 + offset, new byte[] {1}, value);
        records.add(record);
        return record;
    }

    /** Offsets without a record, as a transaction leaves them. */
    public void addSilence(int partition, int offsets) {
        silentEnds.put(partition, end(partition) + offsets);
    }

    public void deleteBelow(int partition, long offset) {
        starts.put(partition, offset);
    }

    /** Loses its tail, as a broker that was not allowed to flush. */
    public void shorten(int partition, int records) {
        List<RawRecord> all = partitions.getOrDefault(partition, new ArrayList<>());
        all.subList(records, all.size()).clear();
    }

    public void createAnew(String id) {
        partitions.clear();
        starts.clear();
        topicId = id;
    }

    /** The broker gives no answer to the next so many questions. */
    public void stayAway(int questions) {
        away = questions;
    }

    public List<RawRecord> records(int partition, long from, long to) {
        return partitions.getOrDefault(partition, List.of()).stream()
                .filter(one -> one.offset() >= Math.max(from, start(partition)) && one.offset() < to)
                .toList();
    }

    private long start(int partition) {
        return starts.getOrDefault(partition, 0L);
    }

    private long end(int partition) {
        List<RawRecord> records = partitions.getOrDefault(partition, List.of());
        long last = records.isEmpty() ? 0 : records.getLast().offset() + 1;
        return Math.max(silentEnds.getOrDefault(partition, 0L), last);
    }

    private void answer() {
        if (away-- > 0) {
            throw new LogAway("the broker is away");
        }
    }

    @Override
    public String topicId(String topic) {
        answer();
        return topicId;
    }

    @Override
    public Map<Integer, Bounds> bounds(String topic, Collection<Integer> partitions) {
        answer();
        Map<Integer, Bounds> bounds = new TreeMap<>();
        partitions.forEach(partition -> bounds.put(partition, new Bounds(start(partition), end(partition))));
        return bounds;
    }

    @Override
    public void scan(String topic, int partition, long from, long to, Predicate<RawRecord> sink) {
        answer();
        for (RawRecord record : records(partition, from, to)) {
            if (!sink.test(record)) {
                return;
            }
        }
    }

    @Override
    public List<RawRecord> fetch(String topic, int partition, Collection<Long> offsets) {
        answer();
        return records(partition, 0, Long.MAX_VALUE).stream()
                .filter(one -> offsets.contains(one.offset()))
                .toList();
    }
}

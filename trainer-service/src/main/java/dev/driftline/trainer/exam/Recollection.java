package dev.driftline.trainer.exam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * All that a trunk carries beside its tensors, as it lies in the state blob: ordered arrays of numbers.
 *
 * @param steps optimiser steps of the trunk so far: no two have the same mask seed
 */
public record Recollection(Memory memory, Exam exam, long steps) {
    public static final Recollection NONE = new Recollection(Memory.EMPTY, Exam.EMPTY, 0);

    private static final String COUNTS = "counts";
    private static final String MEMORY = "memory";
    private static final String NEWEST = "exam.newest";
    private static final String RESERVOIR = "exam.reservoir";
    private static final int COUNTS_KEPT = 4;

    /** Reads what {@link #extras} wrote; offsets of an earlier log mean nothing and are dropped. */
    public static Recollection from(Map<String, long[]> extras, int logGeneration) {
        long[] counts = extras.getOrDefault(COUNTS, new long[0]);
        if (counts.length != COUNTS_KEPT) {
            throw new IllegalArgumentException("the state blob was not written by this trainer: it has no counts");
        }
        if (counts[0] != logGeneration) {
            return new Recollection(Memory.EMPTY, Exam.EMPTY, counts[1]);
        }
        Memory memory = new Memory(read(extras, MEMORY), counts[2]);
        Exam exam = new Exam(read(extras, NEWEST), read(extras, RESERVOIR), counts[3]);
        return new Recollection(memory, exam, counts[1]);
    }

    /** In a fixed order; an empty list is left out. */
    public Map<String, long[]> extras(int logGeneration) {
        Map<String, long[]> extras = new TreeMap<>();
        extras.put(COUNTS, new long[] {logGeneration, steps, memory.seen(), exam.seen()});
        write(extras, MEMORY, memory.kept());
        write(extras, NEWEST, exam.newest());
        write(extras, RESERVOIR, exam.reservoir());
        return extras;
    }

    /** Without what the log has lost. */
    public Recollection without(LongPredicate gone) {
        return new Recollection(memory.without(gone), exam.without(gone), steps);
    }

    public int size() {
        return memory.kept().size() + exam.size();
    }

    private static void write(Map<String, long[]> extras, String name, List<Kept> kept) {
        if (!kept.isEmpty()) {
            extras.put(name + ".offsets", kept.stream().mapToLong(Kept::offset).toArray());
            extras.put(name + ".rows", kept.stream().mapToLong(Kept::row).toArray());
        }
    }

    private static List<Kept> read(Map<String, long[]> extras, String name) {
        long[] offsets = extras.getOrDefault(name + ".offsets", new long[0]);
        long[] rows = extras.getOrDefault(name + ".rows", new long[0]);
        if (offsets.length != rows.length) {
            throw new IllegalArgumentException("the state blob names " + offsets.length + " offsets of " + name
                    + " and " + rows.length + " labels");
        }
        return IntStream.range(0, offsets.length)
                .mapToObj(i -> new Kept(offsets[i], Math.toIntExact(rows[i])))
                .toList();
    }
}

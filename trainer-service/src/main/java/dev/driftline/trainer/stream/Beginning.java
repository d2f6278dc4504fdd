package dev.driftline.trainer.stream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where reading of a partition begins.
 *
 * @param wanted what the law says
 * @param start where it can begin: what was wanted may be gone, and what lies behind the end belongs to another log
 * @param end of the log at that moment
 */
record Beginning(long wanted, long start, long end) {
    /**
     * The broker's committed offset; without one the smallest position of the partition's domains; with none of either
     * the log's first record, since a domain may be created whose first record is there before we heard of it.
     */
    static Beginning of(@Nullable Long committed, List<Long> positions, Log.Bounds bounds) {
        long wanted = committed != null
                ? committed
                : positions.stream().mapToLong(Long::longValue).min().orElse(bounds.start());
        long start = wanted < bounds.start() || wanted > bounds.end() ? bounds.start() : wanted;
        return new Beginning(wanted, start, bounds.end());
    }
}

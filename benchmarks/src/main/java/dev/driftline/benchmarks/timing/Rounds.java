package dev.driftline.benchmarks.timing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One block of every work a round, each second round in the other order: what else a machine does falls on all of them alike. */
public final class Rounds {
    /** Before each block: threads of the last work, which spin on for some milliseconds, are asleep by then. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Rounds() {}

    /** By the works' names, in their order. The first block of each is thrown away: first calls of a program compile it. */
    public static Timed run(List<Work> works, int rounds) {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        works.forEach(work -> {
            double _ = seconds(work);
            seconds.put(work.name(), new ArrayList<>());
        });
        for (int round = 0; round < rounds; round++) {
            for (Work work : round % 2 == 0 ? works : works.reversed()) {
                List<Double> own = seconds.get(work.name());
                if (own != null) {
                    own.add(seconds(work));
                }
            }
        }
        Map<String, Timing> timings = new LinkedHashMap<>();
        seconds.forEach((name, own) -> timings.put(name, new Timing(name, own)));
        return new Timed(timings);
    }

    private static double seconds(Work work) {
        LockSupport.parkNanos(PAUSE_NANOS);
        return work.seconds();
    }
}

package dev.driftline.serving.measure;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Histograms by whole buckets, so that those of several replicas can be added up; quantiles are the reader's to take. */
public final class Histograms {
    private Histograms() {}

    /** From half a millisecond to 10 seconds: what a question waits for. */
    public static Timer.Builder moments(String name) {
        Duration[] buckets = LongStream.of(
                        500,
                        1_000,
                        2_000,
                        3_000,
                        5_000,
                        7_500,
                        10_000,
                        15_000,
                        20_000,
                        30_000,
                        50_000,
                        75_000,
                        100_000,
                        200_000,
                        500_000,
                        1_000_000,
                        2_000_000,
                        5_000_000,
                        10_000_000)
                .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
                .toArray(Duration[]::new);
        return Timer.builder(name).serviceLevelObjectives(buckets);
    }

    /** From a second to a year: how old something is. */
    public static Timer.Builder ages(String name) {
        Duration[] buckets = IntStream.of(
                        1,
                        2,
                        3,
                        5,
                        10,
                        20,
                        30,
                        60,
                        120,
                        300,
                        900,
                        3_600,
                        14_400,
                        86_400,
                        604_800,
                        2_592_000,
                        31_536_000)
                .mapToObj(Duration::ofSeconds)
                .toArray(Duration[]::new);
        return Timer.builder(name).serviceLevelObjectives(buckets);
    }

    /** Powers of two from 1 to 2 to the power of {@code most}. */
    public static DistributionSummary.Builder doublings(String name, int most) {
        double[] buckets =
                DoubleStream.iterate(1, size -> 2 * size).limit(most + 1L).toArray();
        return DistributionSummary.builder(name).serviceLevelObjectives(buckets);
    }
}

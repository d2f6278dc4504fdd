package dev.driftline.benchmarks.report;

import dev.driftline.contracts.domain.MethodSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One method of the comparison. Accuracies in percent; what was not run is absent.
 *
 * @param settings that the search chose; absent while it is not over
 * @param rate the searched one among them
 * @param accuracies on the test file, by seed
 * @param against the yardstick, paired by seed; absent for the yardstick itself
 * @param searchSeconds of training in all runs of the search
 * @param seconds of training, mean of the seeds
 * @param secondsWithSearch of one training and the whole search before it
 * @param peakMegabytes of the process while it trained, most of the seeds
 * @param answerMillis median of one text, median of the seeds
 * @param drift of BiDoRA's magnitudes, most of the seeds
 */
public record MethodRow(
        String method,
        int seedsRun,
        int seedsPlanned,
        int searchesMissing,
        @Nullable MethodSettings settings,
        @Nullable Double rate,
        Map<Long, Double> accuracies,
        @Nullable Spread accuracy,
        @Nullable Paired against,
        @Nullable Double trainAccuracy,
        @Nullable Integer trained,
        @Nullable Integer headTrained,
        @Nullable Double searchSeconds,
        @Nullable Double seconds,
        @Nullable Double secondsWithSearch,
        @Nullable Double peakMegabytes,
        @Nullable Double restMegabytes,
        @Nullable Double answerMillis,
        @Nullable Double drift) {}

package dev.driftline.benchmarks.starts;

import org.jspecify.annotations.Nullable;

/**
 * One start on one seed.
 *
 * @param start lora, or edora with its factors
 * @param goal LoRA's last loss on that seed, a mean over five steps, in nats
 * @param reached the first step whose mean over five is no more; null: none
 * @param last the start's own last such loss
 */
public record StartRow(
        long seed, String start, double goal, @Nullable Integer reached, double last) {
    static StartRow of(long seed, String start, double goal, Losses losses) {
        var step = losses.reaches(goal);
        return new StartRow(seed, start, goal, step.isPresent() ? step.getAsInt() : null, losses.last());
    }
}

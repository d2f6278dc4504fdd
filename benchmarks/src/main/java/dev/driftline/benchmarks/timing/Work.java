package dev.driftline.benchmarks.timing;

/** What is timed: some steps at once, so that a block is longer than the clock's and the scheduler's grain. */
public record Work(String name, int steps, Block block) {
    public interface Block {
        /** Takes so many steps; returns the seconds of one. */
        double seconds(int steps);
    }

    /** Work of this process. */
    public static Work own(String name, int steps, Runnable step) {
        return new Work(name, steps, count -> {
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                step.run();
            }
            return (System.nanoTime() - begun) / 1e9 / count;
        });
    }

    public double seconds() {
        return block.seconds(steps);
    }
}

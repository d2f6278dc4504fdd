package dev.driftline.benchmarks.step;

/** What is timed: some steps at once, so that a block is longer than the clock's and the scheduler's grain. */
record Work(String name, int steps, Block block) {
    interface Block {
        /** Takes so many steps; returns the seconds of one. */
        double seconds(int steps);
    }

    /** Work of this process. */
    static Work own(String name, int steps, Runnable step) {
        return new Work(name, steps, count -> {
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                step.run();
            }
            return (System.nanoTime() - begun) / 1e9 / count;
        });
    }

    double seconds() {
        return block.seconds(steps);
    }
}

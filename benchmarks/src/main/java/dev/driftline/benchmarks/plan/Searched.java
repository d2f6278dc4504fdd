package dev.driftline.benchmarks.plan;

/** Which rate the grid multiplies; of the head alone, always the head's. */
public enum Searched {
    ADAPTER,
    HEAD
}

package dev.driftline.benchmarks.plan;

/** Which rate the grid multiplies; of the head alone, always the head's. Full fine-tuning has the encoder's in the adapter's place. */
public enum Searched {
    ADAPTER,
    HEAD
}

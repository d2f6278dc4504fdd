package dev.driftline.benchmarks.trial;

import dev.driftline.adapters.base.Geometry;

/**
 * EDoRA's claim on how little it trains (Nasiri, Garraghan, arXiv 2501.12067), by arithmetic: query, value, attention output and
 * feed-forward output of every layer, rank 16, without the head.
 *
 * @param lora numbers of A and B
 * @param edora numbers of R and m
 */
public record Claim(int rank, int lora, int edora) {
    private static final int RANK = 16;
    private static final int SQUARE_MATRICES = 3;

    static Claim of(Geometry geometry) {
        int width = geometry.width();
        int inner = geometry.inner();
        int lora = SQUARE_MATRICES * RANK * (width + width) + RANK * (inner + width);
        int edora = (SQUARE_MATRICES + 1) * (RANK * RANK + width);
        return new Claim(RANK, geometry.layers() * lora, geometry.layers() * edora);
    }

    /** How many times more LoRA trains. */
    public double times() {
        return (double) lora / edora;
    }
}

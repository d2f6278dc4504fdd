package dev.driftline.benchmarks.weights;

import dev.driftline.contracts.domain.Matrix;

/** One matrix at one step of one method's training. */
public record Point(String path, int step, int layer, Matrix matrix, Change change) {}

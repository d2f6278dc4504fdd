/** How far training moves the magnitudes and the directions of the base's matrices. Does not ask what the weights answer. */
@NullMarked
package dev.driftline.benchmarks.weights;

import org.jspecify.annotations.NullMarked;

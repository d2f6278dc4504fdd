/** Labelled files, and samples, splits and folds of them by label. Does not know what is trained on them. */
@NullMarked
package dev.driftline.benchmarks.data;

import org.jspecify.annotations.NullMarked;

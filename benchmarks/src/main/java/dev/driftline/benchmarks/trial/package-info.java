/** One training run on the frozen base, and what it measures. Knows nothing of the other runs. */
@NullMarked
package dev.driftline.benchmarks.trial;

import org.jspecify.annotations.NullMarked;

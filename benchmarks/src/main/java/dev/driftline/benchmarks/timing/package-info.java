/** Times works beside each other and holds ratios against aims. Does not know what is timed. */
@NullMarked
package dev.driftline.benchmarks.timing;

import org.jspecify.annotations.NullMarked;

/** The door of the benches that work on adapters without the line. Does not know what any of them measures. */
@NullMarked
package dev.driftline.benchmarks;

import org.jspecify.annotations.NullMarked;

/** How fast EDoRA learns from the factors that it starts with. Asks no test text. */
@NullMarked
package dev.driftline.benchmarks.starts;

import org.jspecify.annotations.NullMarked;

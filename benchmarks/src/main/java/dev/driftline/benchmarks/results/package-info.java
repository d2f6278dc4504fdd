/** Finished runs in a folder, one line each. Does not know what is made of them. */
@NullMarked
package dev.driftline.benchmarks.results;

import org.jspecify.annotations.NullMarked;

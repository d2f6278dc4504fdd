/** What is to be run: which methods, with which settings, on which seeds, and the name of every run. Runs nothing. */
@NullMarked
package dev.driftline.benchmarks.plan;

import org.jspecify.annotations.NullMarked;

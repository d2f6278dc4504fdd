/** Runs what is missing of a plan, share by share, and chooses rates on the way. Does not know how training is done. */
@NullMarked
package dev.driftline.benchmarks.run;

import org.jspecify.annotations.NullMarked;

/** What a plan's finished runs say: means, spreads, paired differences, one table. Opens no file. */
@NullMarked
package dev.driftline.benchmarks.report;

import org.jspecify.annotations.NullMarked;

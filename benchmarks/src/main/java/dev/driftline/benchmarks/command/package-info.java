/** The commands, their options and their help. */
@NullMarked
package dev.driftline.benchmarks.command;

import org.jspecify.annotations.NullMarked;

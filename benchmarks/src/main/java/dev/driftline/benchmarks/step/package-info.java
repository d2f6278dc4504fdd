/** How long a training step takes and what it holds, beside other methods, other forms and PEFT. Knows no labelled data. */
@NullMarked
package dev.driftline.benchmarks.step;

import org.jspecify.annotations.NullMarked;

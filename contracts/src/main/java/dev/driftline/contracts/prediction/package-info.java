/** An answer and where it came from. Does not know how answers are computed. */
@NullMarked
package dev.driftline.contracts.prediction;

import org.jspecify.annotations.NullMarked;

/**
 * One update: a copy of the trunk, the steps of a window on it, and all chance from one seed. Does not know where
 * examples come from or where versions go.
 */
@NullMarked
package dev.driftline.trainer.step;

import org.jspecify.annotations.NullMarked;

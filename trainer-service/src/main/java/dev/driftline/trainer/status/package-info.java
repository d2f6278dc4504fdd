/** Tells over HTTP what the trainer does for each domain, why it does nothing, and which settings its base cannot fit. Changes nothing. */
@NullMarked
package dev.driftline.trainer.status;

import org.jspecify.annotations.NullMarked;

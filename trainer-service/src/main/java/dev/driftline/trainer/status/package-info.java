/** Tells over HTTP what the trainer does for each domain, and why it does nothing. Changes nothing. */
@NullMarked
package dev.driftline.trainer.status;

import org.jspecify.annotations.NullMarked;

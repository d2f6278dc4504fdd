/**
 * Adapters of PEFT in, merged models out, over HTTP: what needs the base or its measures. One request at a time. Does not know how examples
 * are learned, and never decides what goes live.
 */
@NullMarked
package dev.driftline.trainer.exchange;

import org.jspecify.annotations.NullMarked;

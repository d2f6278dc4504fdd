/**
 * Keeps questions with their answers in topic {@code predictions} where that is switched on, and finds them again. Does not know what they
 * are wanted for.
 */
@NullMarked
package dev.driftline.serving.capture;

import org.jspecify.annotations.NullMarked;

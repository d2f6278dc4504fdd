/**
 * The one place where questions are answered: every door hands an {@link dev.driftline.serving.predict.Ask} to the
 * {@link dev.driftline.serving.predict.Predictor} and puts the {@link dev.driftline.serving.predict.Reply} into its own words. Knows no protocol.
 */
@NullMarked
package dev.driftline.serving.predict;

import org.jspecify.annotations.NullMarked;

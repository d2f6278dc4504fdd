/**
 * The Open Inference Protocol's questions and answers, whatever carries them: tensors become an {@link
 * dev.driftline.serving.predict.Ask}, a {@link dev.driftline.serving.predict.Reply} becomes tensors or a refusal. Knows neither JSON nor
 * protobuf.
 */
@NullMarked
package dev.driftline.serving.tensors;

import org.jspecify.annotations.NullMarked;

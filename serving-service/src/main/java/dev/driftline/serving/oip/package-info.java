/**
 * The Open Inference Protocol v2 over HTTP: JSON, and the binary tensor extension. Reads requests within bounds and writes answers. Does
 * not know what the tensors mean.
 */
@NullMarked
package dev.driftline.serving.oip;

import org.jspecify.annotations.NullMarked;

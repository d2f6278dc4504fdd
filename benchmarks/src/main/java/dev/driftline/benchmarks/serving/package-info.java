/** Times answers of the engine beside ONNX Runtime on the same weights, cores and texts. Does not know doors or queues. */
@NullMarked
package dev.driftline.benchmarks.serving;

import org.jspecify.annotations.NullMarked;

/** The encoder, adapted, as a graph that ONNX Runtime answers by. Knows nothing of forms, files or training. */
@NullMarked
package dev.driftline.adapters.onnx;

import org.jspecify.annotations.NullMarked;

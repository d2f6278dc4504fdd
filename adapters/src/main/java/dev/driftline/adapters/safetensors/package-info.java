/** Safetensors files too large for the heap. Knows nothing of what the tensors mean. */
@NullMarked
package dev.driftline.adapters.safetensors;

import org.jspecify.annotations.NullMarked;

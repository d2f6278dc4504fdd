/**
 * Adapters, trainer state and factors as safetensors bytes: which tensors they hold, by which names, and refusing what is malformed.
 * Knows nothing of native memory or of where the bytes are kept.
 */
@NullMarked
package dev.driftline.adapters.file;

import org.jspecify.annotations.NullMarked;

/**
 * The safetensors form: its header, read in one place for every file, and files too large for the heap. Knows nothing of what the
 * tensors mean.
 */
@NullMarked
package dev.driftline.adapters.safetensors;

import org.jspecify.annotations.NullMarked;

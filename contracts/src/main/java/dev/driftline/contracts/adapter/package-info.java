/**
 * The form of an adapter's bytes, for whoever writes, reads or hands them on, and the one reader of a safetensors header. Does not know
 * which tensors a method has.
 */
@NullMarked
package dev.driftline.contracts.adapter;

import org.jspecify.annotations.NullMarked;

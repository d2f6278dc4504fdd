/** The form of an adapter's bytes, for whoever writes, reads or hands them on. Does not know which tensors a method has. */
@NullMarked
package dev.driftline.contracts.adapter;

import org.jspecify.annotations.NullMarked;

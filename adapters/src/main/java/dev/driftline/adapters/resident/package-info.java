/** Loaded adapters that answer. Knows nothing of domains, versions or swaps. */
@NullMarked
package dev.driftline.adapters.resident;

import org.jspecify.annotations.NullMarked;

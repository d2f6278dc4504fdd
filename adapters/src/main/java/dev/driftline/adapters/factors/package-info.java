/** EDoRA's factors of the base, computed once and kept as a blob. Knows nothing of domains or of where blobs are kept. */
@NullMarked
package dev.driftline.adapters.factors;

import org.jspecify.annotations.NullMarked;

/**
 * What an adapter multiplies by and never trains: EDoRA's factors of the base, computed once and kept as a blob, and constants of the
 * norms. Knows nothing of domains or of where blobs are kept.
 */
@NullMarked
package dev.driftline.adapters.factors;

import org.jspecify.annotations.NullMarked;

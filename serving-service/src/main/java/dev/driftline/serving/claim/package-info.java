/**
 * Fetches adapters' bytes, by digest from the registry and by coordinate from `adapters`, and asks what the registry's ledgers say of versions.
 * Does not know what bytes hold, nor when to try again.
 */
@NullMarked
package dev.driftline.serving.claim;

import org.jspecify.annotations.NullMarked;

/**
 * Asks the registry: for blobs by digest, for what its ledgers say of versions. Does not know what blobs hold, nor when to try
 * again.
 */
@NullMarked
package dev.driftline.serving.claim;

import org.jspecify.annotations.NullMarked;

/** Fetches blobs from the registry by digest. Does not know what they hold, nor when to try again. */
@NullMarked
package dev.driftline.serving.claim;

import org.jspecify.annotations.NullMarked;

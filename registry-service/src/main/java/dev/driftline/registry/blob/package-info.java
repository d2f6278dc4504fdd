/** Blobs under their digests, and which blob holds a base's factors. Does not know domains. */
@NullMarked
package dev.driftline.registry.blob;

import org.jspecify.annotations.NullMarked;

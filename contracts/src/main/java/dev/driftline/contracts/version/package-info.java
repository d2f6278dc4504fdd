/** What a version is made of and how it was judged. Knows no tensors, only their digests. */
@NullMarked
package dev.driftline.contracts.version;

import org.jspecify.annotations.NullMarked;

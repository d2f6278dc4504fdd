/** Fetches adapters' bytes: by digest from the registry, by coordinate from `adapters`. Does not know what they hold, nor when to try again. */
@NullMarked
package dev.driftline.serving.claim;

import org.jspecify.annotations.NullMarked;

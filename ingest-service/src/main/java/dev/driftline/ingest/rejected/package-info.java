/** Shows what was rejected lately, from its topic. Does not mend it. */
@NullMarked
package dev.driftline.ingest.rejected;

import org.jspecify.annotations.NullMarked;

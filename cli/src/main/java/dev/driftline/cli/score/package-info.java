/** Has a file's records answered in batches, again where the service pushed back. Does not know where answers go. */
@NullMarked
package dev.driftline.cli.score;

import org.jspecify.annotations.NullMarked;

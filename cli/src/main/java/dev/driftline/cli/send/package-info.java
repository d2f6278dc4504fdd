/** Streams records to ingest in batches, again where it was refused for a while. Does not know where they come from. */
@NullMarked
package dev.driftline.cli.send;

import org.jspecify.annotations.NullMarked;

/** Splits what a client sends into records, each bounded. Does not know what is in them. */
@NullMarked
package dev.driftline.ingest.line;

import org.jspecify.annotations.NullMarked;
